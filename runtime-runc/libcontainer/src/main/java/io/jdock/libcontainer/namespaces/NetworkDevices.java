package io.jdock.libcontainer.namespaces;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Namespace;
import io.jdock.linux.netlink.Link;
import io.jdock.linux.netlink.NetworkNamespace;
import io.jdock.linux.netlink.PermanentAddress;
import io.jdock.linux.netlink.Rtnetlink;
import io.jdock.oci.runtime.NetDevice;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Network devices of the host that move into a container's network namespace. They keep their hardware address, MTU, and the
 * addresses that an administrator gave them, and are up there. What becomes of them when the namespace ends is the kernel's
 * affair: hardware returns to the host under the name it has by then, virtual devices are no more.
 *
 * @param names name in the container by name on the host
 */
public record NetworkDevices(Map<String, String> names) {

    /** IFNAMSIZ is 16, with the NUL; what is forbidden is what the kernel forbids. */
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[^/:\\s\\x00]{1,15}");

    /** In a name, where the first number goes that makes it one of its own. */
    private static final String NUMBER = "%d";

    private static final int MOST_NUMBERS = 10_000;

    public NetworkDevices {
        names = Map.copyOf(names);
    }

    /** @throws InvalidArgumentException for names that no device can have, two of one name, or a container on the host's network */
    public static NetworkDevices of(Map<String, NetDevice> wanted, NamespacePlan namespaces) {
        if (!wanted.isEmpty() && !namespaces.isOwn(Namespace.NETWORK)) {
            throw new InvalidArgumentException("linux.netDevices: the container shares the host's network namespace");
        }
        Map<String, String> names = new TreeMap<>();
        Set<String> inside = new HashSet<>();
        wanted.forEach((host, device) -> {
            String name = device.name() == null || device.name().isEmpty() ? host : device.name();
            requireName(host);
            if (host.contains(NUMBER)) {
                throw new InvalidArgumentException("linux.netDevices: %s names no device of the host".formatted(host));
            }
            requireName(name);
            if (!name.contains(NUMBER) && !inside.add(name)) {
                throw new InvalidArgumentException("linux.netDevices: two devices are to be called %s".formatted(name));
            }
            names.put(host, name);
        });
        return new NetworkDevices(names);
    }

    /** Moves them into the network namespace of a process. */
    public void move(int pid) {
        if (names.isEmpty()) {
            return;
        }
        try (NetworkNamespace container = NetworkNamespace.open(Path.of("/proc/%d/ns/net".formatted(pid)));
                Rtnetlink outside = Rtnetlink.open();
                Rtnetlink inside = container.call(Rtnetlink::open)) {
            new TreeMap<>(names).forEach((host, name) -> move(host, name, container, outside, inside));
        }
    }

    private static void move(
            String host, String wanted, NetworkNamespace container, Rtnetlink outside, Rtnetlink inside) {
        Link link = outside.link(host)
                .orElseThrow(() -> new InvalidArgumentException(
                        "linux.netDevices: there is no device %s on the host".formatted(host)));
        String name = wanted.contains(NUMBER) ? firstFree(wanted, inside) : wanted;
        if (inside.link(name).isPresent()) {
            throw new InvalidArgumentException(
                    "linux.netDevices: the container has a device %s already".formatted(name));
        }
        // Before it is brought down: that takes IPv6 addresses away.
        List<PermanentAddress> addresses = outside.permanentAddresses(link.index());
        outside.setDown(link.index());
        outside.move(link.index(), container, name);
        int index = inside.link(name).orElseThrow().index();
        addresses.forEach(address -> inside.addAddress(index, address));
        inside.setUp(index);
    }

    /** As the kernel chooses one; but asked by us it would not say which. */
    private static String firstFree(String template, Rtnetlink inside) {
        Set<String> taken = inside.links().stream().map(Link::name).collect(Collectors.toSet());
        return IntStream.range(0, MOST_NUMBERS)
                .mapToObj(number -> template.replace(NUMBER, Integer.toString(number)))
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow(() -> new InvalidArgumentException(
                        "linux.netDevices: the container has no room for another %s".formatted(template)));
    }

    private static void requireName(String name) {
        // One place for a number, which is short; the kernel knows no other templates.
        String example = name.replaceFirst(NUMBER, "0");
        if (!NAME.matcher(example).matches() || example.contains("%")) {
            throw new InvalidArgumentException("linux.netDevices: \"%s\" is no name of a device"
                    .formatted(name.length() > 40 ? name.substring(0, 40) + "…" : name));
        }
    }
}
