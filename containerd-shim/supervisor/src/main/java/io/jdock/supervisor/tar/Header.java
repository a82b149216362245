package io.jdock.supervisor.tar;

import io.jdock.linux.tree.Names;

/** One block of 512 bytes that begins an entry, and how to read numbers and names in it. */
final class Header {

    static final int SIZE = 512;

    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_LENGTH = 8;

    private final byte[] block;

    Header(byte[] block) {
        this.block = block;
    }

    boolean isZero() {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    void verify() throws TarException {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < SIZE; i++) {
            boolean inChecksum = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_LENGTH;
            unsigned += inChecksum ? ' ' : block[i] & 0xff;
            signed += inChecksum ? ' ' : block[i];
        }
        long stated = number(CHECKSUM_AT, CHECKSUM_LENGTH);
        // Some old archivers added the bytes up as signed numbers.
        if (stated != unsigned && stated != signed) {
            throw new TarException("a header has a wrong checksum");
        }
    }

    char type() {
        return (char) (block[156] & 0xff);
    }

    /** The name, with the prefix that only ustar has. GNU uses those bytes for other things. */
    String name() {
        String name = text(0, 100);
        boolean ustar = text(257, 6).equals("ustar") && block[262] == 0;
        String prefix = ustar ? text(345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    int mode() throws TarException {
        return (int) number(100, 8) & 07777;
    }

    long uid() throws TarException {
        return number(108, 8);
    }

    long gid() throws TarException {
        return number(116, 8);
    }

    long size() throws TarException {
        long size = number(124, 12);
        if (size < 0) {
            throw new TarException("a header states a negative size");
        }
        return size;
    }

    long modified() throws TarException {
        return number(136, 12);
    }

    String linkName() {
        return text(157, 100);
    }

    long deviceMajor() throws TarException {
        return number(329, 8);
    }

    long deviceMinor() throws TarException {
        return number(337, 8);
    }

    byte at(int index) {
        return block[index];
    }

    private String text(int from, int length) {
        int end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        return Names.ofBytes(block, from, end - from);
    }

    /** Octal digits, or since GNU tar a binary number whose first byte has its top bit set. */
    long number(int from, int length) throws TarException {
        return (block[from] & 0x80) != 0 ? binary(from, length) : octal(from, length);
    }

    private long octal(int from, int length) throws TarException {
        long value = 0;
        boolean digits = false;
        for (int i = from; i < from + length; i++) {
            byte b = block[i];
            if (b >= '0' && b <= '7') {
                value = value << 3 | b - '0';
                digits = true;
            } else if (b != 0 && b != ' ') {
                throw new TarException("a header has a number that is not octal");
            } else if (digits) {
                return value;
            }
        }
        return value;
    }

    private long binary(int from, int length) throws TarException {
        boolean negative = (block[from] & 0x40) != 0;
        long value = negative ? -1 : 0;
        for (int i = from; i < from + length; i++) {
            int b = i > from ? block[i] & 0xff : negative ? block[i] & 0xff : block[i] & 0x7f;
            if (value > Long.MAX_VALUE >> 8 || value < Long.MIN_VALUE >> 8) {
                throw new TarException("a header has a number beyond 64 bits");
            }
            value = value << 8 | b;
        }
        return value;
    }
}
