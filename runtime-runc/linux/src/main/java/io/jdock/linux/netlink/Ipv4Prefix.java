package io.jdock.linux.netlink;

/**
 * An IPv4 address with the length of its network part, written {@code 172.17.0.1/16}.
 *
 * <p>It may name an address within a network (an interface's) or the network itself; {@link #network()} gives the latter.
 */
public record Ipv4Prefix(Ipv4Address address, int length) {

    public Ipv4Prefix {
        if (length < 0 || length > 32) {
            throw new IllegalArgumentException("invalid IPv4 prefix length: %d".formatted(length));
        }
    }

    /**
     * Reads {@code a.b.c.d/n}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Ipv4Prefix parse(String text) {
        int slash = text.indexOf('/');
        String length = text.substring(slash + 1);
        if (slash < 0
                || length.isEmpty()
                || length.length() > 2
                || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("invalid IPv4 prefix, want a.b.c.d/n: \"%s\"".formatted(text));
        }
        return new Ipv4Prefix(Ipv4Address.parse(text.substring(0, slash)), Integer.parseInt(length));
    }

    /** The network that the address belongs to: host bits are zero. */
    public Ipv4Prefix network() {
        return new Ipv4Prefix(new Ipv4Address(address.bits() & mask()), length);
    }

    /** The last address of the network. */
    public Ipv4Address broadcast() {
        return new Ipv4Address(address.bits() | ~mask());
    }

    public boolean contains(Ipv4Address other) {
        return (other.bits() & mask()) == (address.bits() & mask());
    }

    /** Whether the two networks share an address. */
    public boolean overlaps(Ipv4Prefix other) {
        return length <= other.length ? contains(other.address) : other.contains(address);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }

    private int mask() {
        // A shift by 32 is a shift by 0 in Java.
        return length == 0 ? 0 : -1 << (32 - length);
    }
}
