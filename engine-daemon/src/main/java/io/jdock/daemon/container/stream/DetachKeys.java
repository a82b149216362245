package io.jdock.daemon.container.stream;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.Arrays;

/** The key sequence with which a user leaves an attached terminal. */
public final class DetachKeys {

    /** Ctrl-p, ctrl-q. */
    public static final DetachKeys DEFAULT = new DetachKeys(new byte[] {16, 17});

    private final byte[] sequence;

    private DetachKeys(byte[] sequence) {
        this.sequence = sequence;
    }

    /**
     * Reads {@code ctrl-p,ctrl-q} or single characters such as {@code a,b}; empty text is the default.
     *
     * @throws InvalidArgumentException for a key that is neither
     */
    public static DetachKeys parse(String text) {
        if (text.isEmpty()) {
            return DEFAULT;
        }
        String[] keys = text.split(",", -1);
        byte[] sequence = new byte[keys.length];
        for (int i = 0; i < keys.length; i++) {
            sequence[i] = code(keys[i], text);
        }
        return new DetachKeys(sequence);
    }

    /** A fresh scan of one client's input. */
    public Scan scan() {
        return new Scan();
    }

    @Override
    public String toString() {
        return Arrays.toString(sequence);
    }

    private static byte code(String key, String text) {
        if (key.length() == 1 && key.charAt(0) < 128) {
            return (byte) key.charAt(0);
        }
        String control = key.startsWith("ctrl-") ? key.substring("ctrl-".length()) : "";
        if (control.length() == 1) {
            char c = control.charAt(0);
            if (c >= 'a' && c <= 'z') {
                return (byte) (c - 'a' + 1);
            }
            int special = "@[\\]^_".indexOf(c);
            if (special >= 0) {
                return (byte) (special == 0 ? 0 : 26 + special);
            }
        }
        throw new InvalidArgumentException(
                "invalid detach keys (%s) provided: unknown character: '%s'".formatted(text, key));
    }

    /**
     * Looks for the sequence in input that arrives in pieces. What could be its beginning is held back and, when it turns out
     * otherwise, passed on with what follows.
     */
    public final class Scan {

        private int matched;

        private Scan() {}

        /**
         * Filters one piece of input.
         *
         * @return the bytes to pass on, and whether the sequence was completed; what came after it is dropped
         */
        public Result accept(byte[] bytes, int length) {
            byte[] passed = new byte[matched + length];
            int used = 0;
            for (int i = 0; i < length; i++) {
                if (bytes[i] == sequence[matched]) {
                    matched++;
                    if (matched == sequence.length) {
                        return new Result(Arrays.copyOf(passed, used), true);
                    }
                    continue;
                }
                System.arraycopy(sequence, 0, passed, used, matched);
                used += matched;
                matched = bytes[i] == sequence[0] && sequence.length > 1 ? 1 : 0;
                if (matched == 0) {
                    passed[used++] = bytes[i];
                }
            }
            return new Result(Arrays.copyOf(passed, used), false);
        }

        /** What was held back, when the input has ended. */
        public byte[] rest() {
            return Arrays.copyOf(sequence, matched);
        }
    }

    /** Input with the sequence taken out. */
    public record Result(byte[] passed, boolean detached) {}
}
