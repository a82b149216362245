package io.jdock.daemon.network;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.netlink.Ipv4Prefix;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What tells the networks of one daemon from those of another on the same host.
 *
 * @param bridge name of the bridge, and of the nftables table; at most 15 characters, as for any link
 * @param address the bridge's address and network; empty to choose a free one
 * @param mtu greatest packet size of links in bytes
 */
public record NetworkConfig(String bridge, Optional<Ipv4Prefix> address, int mtu) {

    private static final Path DEFAULT_EXEC_ROOT = Path.of("/run/jdock");
    private static final String DEFAULT_BRIDGE = "jdock0";
    private static final int DEFAULT_MTU = 1500;
    private static final int LONGEST_LINK_NAME = 15;

    public NetworkConfig {
        if (!bridge.matches("[a-zA-Z][a-zA-Z0-9_-]*") || bridge.length() > LONGEST_LINK_NAME) {
            throw new InvalidArgumentException("invalid bridge name: \"%s\"".formatted(bridge));
        }
        if (address.filter(bip -> bip.length() > 30).isPresent()) {
            throw new InvalidArgumentException(
                    "bridge address %s leaves no address for a container".formatted(address.get()));
        }
    }

    /**
     * The configuration of the daemon that runs in {@code execRoot}.
     *
     * @param bip value of {@code --bip}: the bridge's address with prefix length, or empty
     */
    public static NetworkConfig of(Path execRoot, String bip) {
        return new NetworkConfig(bridgeName(execRoot), parseAddress(bip), DEFAULT_MTU);
    }

    private static Optional<Ipv4Prefix> parseAddress(String bip) {
        try {
            return bip.isEmpty() ? Optional.empty() : Optional.of(Ipv4Prefix.parse(bip));
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException(
                    "invalid --bip \"%s\": want an address such as 172.17.0.1/16".formatted(bip), e);
        }
    }

    private static String bridgeName(Path execRoot) {
        Path root = execRoot.toAbsolutePath().normalize();
        return root.equals(DEFAULT_EXEC_ROOT)
                ? DEFAULT_BRIDGE
                : "jdock" + hash(root.toString()).substring(0, 8);
    }

    /** The SHA-256 of a text, 64 hexadecimal digits. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
