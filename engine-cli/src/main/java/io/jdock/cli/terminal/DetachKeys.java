package io.jdock.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Watches what the user types for the keys that leave a container running alone.
 *
 * <p>Keys that may be the start of the sequence are held back until the next key decides.
 */
public final class DetachKeys {

    /** The keys that Docker uses when none are set. */
    public static final String DEFAULT = "ctrl-p,ctrl-q";

    private static final String CONTROL = "ctrl-";

    private final byte[] keys;
    private int matched;

    private DetachKeys(byte[] keys) {
        this.keys = keys;
    }

    /**
     * Reads a sequence such as {@code ctrl-p,ctrl-q} or {@code a,b}; empty for the default.
     *
     * @throws IllegalArgumentException when a part is no key
     */
    public static DetachKeys parse(String text) {
        String[] parts = (text.isEmpty() ? DEFAULT : text).split(",", -1);
        byte[] keys = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            keys[i] = key(parts[i]);
        }
        return new DetachKeys(keys);
    }

    private static byte key(String part) {
        if (part.length() == 1 && part.charAt(0) < 128) {
            return (byte) part.charAt(0);
        }
        if (part.length() == CONTROL.length() + 1 && part.startsWith(CONTROL)) {
            char c = part.charAt(CONTROL.length());
            if (c >= 'a' && c <= 'z') {
                return (byte) (c - 'a' + 1);
            }
            if (c == '@' || c >= '[' && c <= '_') {
                return (byte) (c - '@');
            }
        }
        throw new IllegalArgumentException("Unknown character: '" + part + "'");
    }

    /**
     * Passes typed bytes on.
     *
     * @return whether the sequence is complete; what follows it is dropped then
     */
    public boolean pass(byte[] bytes, int count, OutputStream out) throws IOException {
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (matched > 0 && bytes[i] != keys[matched]) {
                out.write(keys, 0, matched);
                matched = 0;
                start = i;
            }
            if (bytes[i] == keys[matched]) {
                out.write(bytes, start, i - start);
                matched++;
                start = i + 1;
                if (matched == keys.length) {
                    return true;
                }
            }
        }
        out.write(bytes, start, count - start);
        return false;
    }
}
