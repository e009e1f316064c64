package io.restock.jobs.settings;

import java.util.Comparator;

/** The key that a mistyped one was probably meant to be. */
final class ClosestKey {
    private ClosestKey() {}

    static String to(String key) {
        return Keys.all().stream()
                .map(Setting::key)
                .min(Comparator.comparingInt(known -> edits(key, known)))
                .orElseThrow();
    }

    /** Levenshtein's distance: letters to insert, remove or replace. */
    private static int edits(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
