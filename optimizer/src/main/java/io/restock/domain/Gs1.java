package io.restock.domain;

/** Numbers of GS1, told from other ids by their length and check digit. */
public final class Gs1 {
    private Gs1() {}

    /** Whether an id is a GLN, the number of a place or a party: 13 digits. */
    public static boolean isGln(String id) {
        return id.length() == 13 && isChecked(id);
    }

    /**
     * Whether an id is a GTIN, the number of a trade item: 12, 13 or 14 digits. Numbers that each
     * company gives as it likes (prefixes 02, 04 and 20 to 29 of 13 digits) are none, and nor are
     * those of 8 digits, which ids of other kinds too easily look like.
     */
    public static boolean isGtin(String id) {
        if (id.length() < 12 || id.length() > 14 || !isChecked(id)) {
            return false;
        }
        String prefix = ("0".repeat(14 - id.length()) + id).substring(1, 3);
        return !prefix.startsWith("2") && !prefix.equals("02") && !prefix.equals("04");
    }

    private static boolean isChecked(String id) {
        int sum = 0;
        for (int i = 0; i < id.length(); i++) {
            char digit = id.charAt(i);
            if (digit < '0' || digit > '9') {
                return false;
            }
            sum += (digit - '0') * ((id.length() - i) % 2 == 0 ? 3 : 1);
        }
        return sum % 10 == 0;
    }
}
