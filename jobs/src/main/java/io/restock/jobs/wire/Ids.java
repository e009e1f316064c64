package io.restock.jobs.wire;

/** What an id may be made of. */
final class Ids {
    static final int LONGEST = 128;

    private Ids() {}

    /** The bar joins location and item in the key of a series, so neither may hold one. */
    static boolean isId(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '|' || c < ' ') {
                return false;
            }
        }
        return true;
    }

    /** Upper-case letters and digits: what may stand in an order number. */
    static boolean isCode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }
}
