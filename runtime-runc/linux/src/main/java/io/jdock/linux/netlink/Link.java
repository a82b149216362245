package io.jdock.linux.netlink;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network link as the kernel describes it.
 *
 * @param index the kernel's number for it in its namespace, from 1
 * @param kind the driver, such as {@code bridge} or {@code veth}; empty for hardware and {@code lo}
 * @param master index of the bridge it is a port of
 * @param up whether it was brought up by an administrator (IFF_UP), not whether a carrier was found
 */
public record Link(
        int index,
        String name,
        Optional<String> kind,
        Optional<MacAddress> mac,
        int mtu,
        OptionalInt master,
        boolean up) {}
