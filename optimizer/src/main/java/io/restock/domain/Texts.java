package io.restock.domain;

/** Text for people in messages: of bounded length, as readers reject what is longer. */
public final class Texts {
    /** Most characters of a text. */
    public static final int LONGEST = 1000;

    private Texts() {}

    /** The text, or its beginning and {@code …} where it is too long. */
    public static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(LONGEST - 2));
        return text.substring(0, splits ? LONGEST - 2 : LONGEST - 1) + "…";
    }
}
