package io.jdock.cli.command.build.context;

import io.jdock.linux.tree.Names;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The header of one file in a tar archive: a ustar block, and before it a pax header for what that has no room for. Files belong to
 * root there, whoever's they are here.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">pax, POSIX.1-2024</a>
 */
final class TarHeader {

    static final int BLOCK = 512;

    static final char FILE = '0';
    static final char SYMBOLIC_LINK = '2';
    static final char CHARACTER_DEVICE = '3';
    static final char BLOCK_DEVICE = '4';
    static final char DIRECTORY = '5';
    static final char FIFO = '6';

    private static final char PAX = 'x';
    private static final int MOST_NAME = 100;
    private static final long MOST_NUMBER = 077777777777L;
    private static final int PERMISSIONS = 07777;
    private static final int META_MODE = 0644;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;

    private final char type;
    private final String name;
    private final int mode;
    private final PaxHeader pax = new PaxHeader();
    private String target = "";
    private long size;
    private long seconds;
    private long device;

    /**
     * Begins a header.
     *
     * @param mode of which the permissions count
     */
    TarHeader(char type, String name, int mode) {
        this.type = type;
        this.name = name;
        this.mode = mode;
        if (name.length() > MOST_NAME) {
            pax.add("path", name);
        }
    }

    /** Where a symbolic link leads. */
    TarHeader target(String path) {
        target = path;
        if (path.length() > MOST_NAME) {
            pax.add("linkpath", path);
        }
        return this;
    }

    /** The length of the file that follows. */
    TarHeader size(long bytes) {
        size = bytes;
        if (bytes > MOST_NUMBER) {
            pax.add("size", Long.toString(bytes));
        }
        return this;
    }

    /** When the file was changed, since 1970; {@code nanos} count on from the second also before then. */
    TarHeader modified(long second, int nanos) {
        seconds = second;
        if (nanos != 0 || second < 0 || second > MOST_NUMBER) {
            pax.addTime("mtime", second, nanos);
        }
        return this;
    }

    /** What a device node stands for, as {@code FileCalls.device} has it. */
    TarHeader device(long number) {
        device = number;
        return this;
    }

    /** An extended attribute. */
    TarHeader attribute(String attribute, byte[] value) {
        pax.add("SCHILY.xattr." + attribute, Names.ofBytes(value, 0, value.length));
        return this;
    }

    /** Zeros behind a file or a header body that fill its last block. */
    static byte[] padding(long size) {
        return new byte[(int) (-size & BLOCK - 1)];
    }

    /** The header as it is in the archive. */
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!pax.isEmpty()) {
            byte[] body = pax.bytes();
            out.writeBytes(block(PAX, "PaxHeaders/entry", META_MODE, body.length, 0));
            out.writeBytes(body);
            out.writeBytes(padding(body.length));
        }
        out.writeBytes(block(type, name, mode & PERMISSIONS, size, seconds));
        return out.toByteArray();
    }

    private byte[] block(char kind, String entry, int permissions, long length, long time) {
        byte[] block = new byte[BLOCK];
        put(block, 0, entry);
        octal(block, 100, 7, permissions);
        octal(block, 108, 7, 0);
        octal(block, 116, 7, 0);
        octal(block, 124, 11, length > MOST_NUMBER ? 0 : length);
        octal(block, 136, 11, Math.clamp(time, 0, MOST_NUMBER));
        block[156] = (byte) kind;
        put(block, 257, "ustar\00000");
        if (kind == type) {
            put(block, 157, target);
            octal(block, 329, 7, major(device));
            octal(block, 337, 7, minor(device));
        }
        Arrays.fill(block, CHECKSUM, CHECKSUM + CHECKSUM_LENGTH, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        octal(block, CHECKSUM, 6, sum);
        return block;
    }

    private static long major(long device) {
        return device >> 8 & 0xfff | device >> 32 & ~0xfffL;
    }

    private static long minor(long device) {
        return device & 0xff | device >> 12 & 0xffffff00L;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = Names.bytes(text);
        System.arraycopy(bytes, 0, block, at, Math.min(bytes.length, MOST_NAME));
    }

    /** Writes digits and a NUL. */
    private static void octal(byte[] block, int at, int digits, long number) {
        long rest = number;
        for (int i = digits - 1; i >= 0; i--) {
            block[at + i] = (byte) ('0' + (rest & 7));
            rest >>>= 3;
        }
        block[at + digits] = 0;
    }
}
