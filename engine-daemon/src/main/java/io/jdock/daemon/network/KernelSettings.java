package io.jdock.daemon.network;

import io.jdock.errdefs.InternalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's network settings that a bridge network needs.
 *
 * @see <a href="https://docs.kernel.org/networking/ip-sysctl.html">ip-sysctl</a>
 */
final class KernelSettings {

    private static final Logger LOG = LoggerFactory.getLogger(KernelSettings.class);
    private static final Path NET = Path.of("/proc/sys/net");

    private KernelSettings() {}

    /** Makes the host a router, if it is none yet, and says so. */
    static void enableForwarding() {
        Path setting = NET.resolve("ipv4/ip_forward");
        try {
            if (!Files.readString(setting).strip().equals("1")) {
                LOG.info("enabling net.ipv4.ip_forward, which containers need to reach other networks");
                Files.writeString(setting, "1");
            }
        } catch (IOException e) {
            throw new InternalException("enable net.ipv4.ip_forward: " + e.getMessage(), e);
        }
    }

    /** Prepares the host's side of a new bridge. */
    static void prepareBridge(String bridge) {
        // Ports published on 127.0.0.1 need it: their packets leave over the bridge and the answers come in there.
        write("ipv4/conf/%s/route_localnet".formatted(bridge), "1");
        // A container could otherwise become the host's IPv6 router by advertising itself (CVE-2020-13401).
        write("ipv6/conf/%s/accept_ra".formatted(bridge), "0");
    }

    /** Leaves a link without IPv6, link-local addresses included: the bridge network is one of IPv4. */
    static void disableIpv6(String link) {
        write("ipv6/conf/%s/disable_ipv6".formatted(link), "1");
    }

    private static void write(String name, String value) {
        try {
            Files.writeString(NET.resolve(name), value);
        } catch (NoSuchFileException e) {
            LOG.debug("this kernel has no net/{}, so it needs no setting", name);
        } catch (IOException e) {
            throw new InternalException("set net/%s to %s: %s".formatted(name, value, e.getMessage()), e);
        }
    }
}
