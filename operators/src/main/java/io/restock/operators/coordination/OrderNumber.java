package io.restock.operators.coordination;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Numbers of orders: derived, never random, at most 22 upper-case letters and digits (BEG03 of
 * X12).
 *
 * <p>{@code P 261122 0 7 G1 SUP3 WH1}: kind ({@code P}urchase, {@code T}ransfer), day {@code
 * yyMMdd}, sequence, then group, from and to as they are, after one character that says where the
 * first two end; so different inputs of a century have different numbers. Where that does not fit,
 * {@code Z}, the last characters of the receiver and 40 bits of SHA-256 of everything stand in its
 * place.
 */
final class OrderNumber {
    static final int LENGTH = 22;
    private static final Pattern PLAIN = Pattern.compile("[A-Z0-9]+");
    private static final int HASH_LENGTH = 8;
    private static final int WIDEST = 5;

    /** Kind, day and sequence. */
    private static final int HEAD_LENGTH = 8;

    /** Where a group of {@link #WIDEST} + 1 and a sender of {@link #WIDEST} characters end. */
    private static final int MOST_LENGTHS = WIDEST * WIDEST + WIDEST - 1;

    private OrderNumber() {}

    /**
     * The number of the {@code sequence}-th (0 … 35) order of a cycle on a route.
     *
     * @param from the supplier, or the location that ships
     * @param to the location that receives
     */
    static String of(
            boolean transfer,
            int cycleEpochDay,
            int sequence,
            String group,
            String from,
            String to) {
        if (sequence < 0 || sequence >= Character.MAX_RADIX) {
            throw new IllegalArgumentException(
                    "The sequence (%d) of an order from %s to %s must be in 0 … 35."
                            .formatted(sequence, from, to));
        }
        LocalDate day = LocalDate.ofEpochDay(cycleEpochDay);
        String head =
                "%s%02d%02d%02d%s"
                        .formatted(
                                transfer ? "T" : "P",
                                Math.floorMod(day.getYear(), 100),
                                day.getMonthValue(),
                                day.getDayOfMonth(),
                                digit(sequence));
        String names = group + from + to;
        boolean readable =
                head.length() + 1 + names.length() <= LENGTH
                        && PLAIN.matcher(names).matches()
                        && group.length() <= WIDEST + 1
                        && !group.isEmpty()
                        && from.length() <= WIDEST
                        && !from.isEmpty();
        if (readable) {
            int lengths = (group.length() - 1) * WIDEST + from.length() - 1;
            return head + digit(lengths) + names;
        }
        String key = String.join("\n", head, String.valueOf(cycleEpochDay), group, from, to);
        int room = LENGTH - head.length() - 1 - HASH_LENGTH;
        String receiver = to.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return head + "Z" + receiver.substring(Math.max(0, receiver.length() - room)) + hash(key);
    }

    /** The group that a number names; empty where it cannot be read from it. */
    static String group(String number) {
        int at = HEAD_LENGTH + 1;
        if (number.length() <= at || (number.charAt(0) != 'P' && number.charAt(0) != 'T')) {
            return "";
        }
        int lengths = Character.digit(number.charAt(HEAD_LENGTH), Character.MAX_RADIX);
        int end = at + lengths / WIDEST + 1;
        int fromEnd = end + lengths % WIDEST + 1;
        boolean plain = lengths >= 0 && lengths <= MOST_LENGTHS && fromEnd < number.length();
        return plain ? number.substring(at, end) : "";
    }

    /** The location that receives, as a number names it; empty where it cannot be read from it. */
    static String to(String number) {
        if (group(number).isEmpty()) {
            return "";
        }
        int lengths = Character.digit(number.charAt(HEAD_LENGTH), Character.MAX_RADIX);
        return number.substring(HEAD_LENGTH + 1 + lengths / WIDEST + 1 + lengths % WIDEST + 1);
    }

    private static String digit(int value) {
        return Character.toString(Character.forDigit(value, Character.MAX_RADIX))
                .toUpperCase(Locale.ROOT);
    }

    private static String hash(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            StringBuilder text = new StringBuilder(HASH_LENGTH);
            for (int i = 0; i < HASH_LENGTH; i++) {
                text.append("0123456789ABCDEFGHJKMNPQRSTVWXYZ".charAt(digest[i] & 31));
            }
            return text.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256.", e);
        }
    }
}
