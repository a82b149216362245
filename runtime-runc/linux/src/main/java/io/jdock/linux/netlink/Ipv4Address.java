package io.jdock.linux.netlink;

/**
 * An IPv4 address, as a number in host order.
 *
 * <p>The JDK's {@code InetAddress} is not used, as parsing a name with it may ask a name server.
 */
public record Ipv4Address(int bits) implements Comparable<Ipv4Address> {

    /** {@code 0.0.0.0}: any address. */
    public static final Ipv4Address ANY = new Ipv4Address(0);

    /**
     * Reads four decimal numbers joined by dots.
     *
     * @throws IllegalArgumentException for anything else, names and leading zeros included
     */
    public static Ipv4Address parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw invalid(text);
        }
        int bits = 0;
        for (String part : parts) {
            bits = bits << 8 | octet(part, text);
        }
        return new Ipv4Address(bits);
    }

    static Ipv4Address ofBytes(byte[] bytes) {
        if (bytes.length != 4) {
            throw new IllegalArgumentException("IPv4 address of %d bytes".formatted(bytes.length));
        }
        return new Ipv4Address(
                (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff));
    }

    /** The four bytes in network order. */
    public byte[] bytes() {
        return new byte[] {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
    }

    /** The address {@code count} further on. */
    public Ipv4Address plus(int count) {
        return new Ipv4Address(bits + count);
    }

    public boolean isLoopback() {
        return bits >>> 24 == 127;
    }

    @Override
    public int compareTo(Ipv4Address other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return "%d.%d.%d.%d".formatted(bits >>> 24, bits >>> 16 & 0xff, bits >>> 8 & 0xff, bits & 0xff);
    }

    private static int octet(String part, String text) {
        boolean digits = !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || (part.length() > 1 && part.startsWith("0")) || Integer.parseInt(part) > 255) {
            throw invalid(text);
        }
        return Integer.parseInt(part);
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("invalid IPv4 address: \"%s\"".formatted(text));
    }
}
