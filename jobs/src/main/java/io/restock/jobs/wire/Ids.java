package io.restock.jobs.wire;

/** What ids and texts may be made of. */
final class Ids {
    static final int LONGEST = 128;

    /** Of a SHA-256 in hexadecimal digits. */
    static final int HASH_LENGTH = 64;

    private Ids() {}

    /** The bar joins location and item in the key of a series, so neither may hold one. */
    static boolean isId(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '|' || Character.isISOControl(c)) {
                return false;
            }
        }
        return isText(text);
    }

    /** Whole characters only: half of a surrogate pair has no bytes, and would lose its key. */
    static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair =
                        i + 1 < text.length()
                                && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    static boolean isHash(String text) {
        return text.length() == HASH_LENGTH
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
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
