package io.jdock.supervisor.tar;

import io.jdock.linux.tree.Names;
import java.util.Arrays;

/** Fills in one ustar header. What does not fit a field is left for a pax header to say. */
final class HeaderBlock {

    static final int MOST_NAME = 100;
    static final long MOST_ID = 07777777;
    static final long MOST_NUMBER = 077777777777L;

    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_LENGTH = 8;

    private final byte[] block = new byte[Header.SIZE];

    HeaderBlock(char type) {
        block[156] = (byte) type;
        put(257, "ustar\00000", 8);
    }

    HeaderBlock name(String name) {
        put(0, name, MOST_NAME);
        return this;
    }

    HeaderBlock mode(int mode) {
        return octal(100, 8, mode);
    }

    HeaderBlock owner(long uid, long gid) {
        return octal(108, 8, uid <= MOST_ID ? uid : 0).octal(116, 8, gid <= MOST_ID ? gid : 0);
    }

    /** Beyond 8 GiB as a binary number, which all readers of today know. */
    HeaderBlock size(long size) {
        if (size <= MOST_NUMBER) {
            return octal(124, 12, size);
        }
        block[124] = (byte) 0x80;
        for (int i = 0; i < Long.BYTES; i++) {
            block[128 + i] = (byte) (size >>> 8 * (Long.BYTES - 1 - i));
        }
        return this;
    }

    /** In seconds since 1970. */
    HeaderBlock modified(long seconds) {
        return octal(136, 12, Math.clamp(seconds, 0, MOST_NUMBER));
    }

    HeaderBlock linkName(String target) {
        put(157, target, MOST_NAME);
        return this;
    }

    HeaderBlock device(long major, long minor) {
        return octal(329, 8, major).octal(337, 8, minor);
    }

    /** The header with its checksum. */
    byte[] bytes() {
        Arrays.fill(block, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_LENGTH, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        octal(CHECKSUM_AT, CHECKSUM_LENGTH - 1, sum);
        return block;
    }

    private HeaderBlock octal(int at, int length, long number) {
        String digits = Long.toOctalString(number);
        put(at, "0".repeat(length - 1 - digits.length()) + digits + '\0', length);
        return this;
    }

    private void put(int at, String text, int most) {
        byte[] bytes = Names.bytes(text);
        System.arraycopy(bytes, 0, block, at, Math.min(bytes.length, most));
    }
}
