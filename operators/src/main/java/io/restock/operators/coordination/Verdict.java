package io.restock.operators.coordination;

/** What became of something that was said of an order. */
enum Verdict {
    /** It counts. */
    APPLIED,
    /** It had been said before, and changes nothing. */
    REPEATED,
    /** It was overtaken by what was said meanwhile, and changes nothing. */
    TOO_LATE,
    /** It cannot be so. */
    REFUSED
}
