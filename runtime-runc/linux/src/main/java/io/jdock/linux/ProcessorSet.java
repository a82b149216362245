package io.jdock.linux;

import java.util.Arrays;

/**
 * A set of processors or memory nodes, as the kernel takes it: bit n of the words stands for number n.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/cpuset.7.html">cpuset(7), "List format"</a>
 */
public record ProcessorSet(long[] words) {

    /** No machine has more. */
    static final int HIGHEST = 65_536;

    private static final int LIKELY_HIGHEST = 8191;

    public ProcessorSet {
        words = words.clone();
    }

    @Override
    public long[] words() {
        return words.clone();
    }

    /** All there can be; the kernel ignores those that are not there. */
    public static ProcessorSet all() {
        long[] words = new long[(LIKELY_HIGHEST + 1) / Long.SIZE];
        Arrays.fill(words, -1);
        return new ProcessorSet(words);
    }

    /**
     * Reads a list like {@code 0-3,7}; nothing between two commas is nothing.
     *
     * @throws IllegalArgumentException for anything else, and for a list that names nothing
     */
    public static ProcessorSet parse(String list) {
        long[] words = new long[1];
        boolean empty = true;
        for (String part : list.split(",", -1)) {
            String range = part.strip();
            if (range.isEmpty()) {
                continue;
            }
            empty = false;
            int dash = range.indexOf('-');
            int first = number(list, dash < 0 ? range : range.substring(0, dash));
            int last = dash < 0 ? first : number(list, range.substring(dash + 1));
            if (first > last) {
                throw new IllegalArgumentException("\"%s\": range %s is upside down".formatted(list, range));
            }
            words = with(words, first, last);
        }
        if (empty) {
            throw new IllegalArgumentException("\"%s\" names no number".formatted(list));
        }
        return new ProcessorSet(words);
    }

    private static int number(String list, String digits) {
        boolean plain =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!plain || Integer.parseInt(digits) > HIGHEST) {
            throw new IllegalArgumentException(
                    "\"%s\": \"%s\" is no number from 0 to %d".formatted(list, digits, HIGHEST));
        }
        return Integer.parseInt(digits);
    }

    private static long[] with(long[] words, int first, int last) {
        long[] wider = Arrays.copyOf(words, Math.max(words.length, last / Long.SIZE + 1));
        for (int i = first; i <= last; i++) {
            wider[i / Long.SIZE] |= 1L << i;
        }
        return wider;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessorSet(long[] others) && Arrays.equals(words, others);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return Arrays.toString(words);
    }
}
