package io.jdock.linux.netlink;

import java.util.HexFormat;

/** The hardware address of an Ethernet-like link, written {@code 02:42:ac:11:00:02}. */
public record MacAddress(long bits) {

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("MAC address has more than 48 bits: %x".formatted(bits));
        }
    }

    /**
     * Reads six pairs of hexadecimal digits joined by colons.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static MacAddress parse(String text) {
        try {
            return ofBytes(COLONS.parseHex(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("invalid MAC address: \"%s\"".formatted(text), e);
        }
    }

    static MacAddress ofBytes(byte[] bytes) {
        if (bytes.length != 6) {
            throw new IllegalArgumentException("MAC address of %d bytes".formatted(bytes.length));
        }
        long bits = 0;
        for (byte b : bytes) {
            bits = bits << 8 | (b & 0xff);
        }
        return new MacAddress(bits);
    }

    /** The six bytes, first on the wire first. */
    public byte[] bytes() {
        byte[] bytes = new byte[6];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (bits >>> (40 - 8 * i));
        }
        return bytes;
    }

    @Override
    public String toString() {
        return COLONS.formatHex(bytes());
    }
}
