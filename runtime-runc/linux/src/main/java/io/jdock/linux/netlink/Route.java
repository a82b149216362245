package io.jdock.linux.netlink;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An IPv4 route to a neighbour or through one, of any table but the kernel's own of local addresses.
 *
 * @param destination {@code 0.0.0.0/0} for the default route
 * @param linkIndex where packets leave; absent for unreachable and multipath routes
 */
public record Route(Ipv4Prefix destination, Optional<Ipv4Address> gateway, OptionalInt linkIndex) {

    public boolean isDefault() {
        return destination.length() == 0;
    }
}
