package io.jdock.daemon.container.spec;

import io.jdock.oci.runtime.Device;
import io.jdock.oci.runtime.DeviceRule;
import java.util.ArrayList;
import java.util.List;

/** Device nodes and what may be done with them. */
final class DeviceSection {

    private static final String ALL = "rwm";

    private DeviceSection() {}

    /** Nodes beside those that every runtime makes by itself. */
    static List<Device> nodes(ContainerSpec container) {
        return container.devices().stream()
                .map(device -> new Device(
                        device.path(),
                        device.type(),
                        device.major(),
                        device.minor(),
                        device.mode(),
                        device.uid(),
                        device.gid()))
                .toList();
    }

    /** First everything is denied, then some is allowed again; the order counts. */
    static List<DeviceRule> rules(ContainerSpec container) {
        if (container.host().security().privileged()) {
            return List.of(new DeviceRule(true, null, null, null, ALL));
        }
        List<DeviceRule> rules = new ArrayList<>();
        rules.add(new DeviceRule(false, null, null, null, ALL));
        rules.add(allow("c", 1L, 3L, ALL)); // null
        rules.add(allow("c", 1L, 5L, ALL)); // zero
        rules.add(allow("c", 1L, 7L, ALL)); // full
        rules.add(allow("c", 1L, 8L, ALL)); // random
        rules.add(allow("c", 1L, 9L, ALL)); // urandom
        rules.add(allow("c", 5L, 0L, ALL)); // tty
        rules.add(allow("c", 5L, 1L, ALL)); // console
        rules.add(allow("c", 5L, 2L, ALL)); // ptmx
        rules.add(new DeviceRule(true, "c", 136L, null, ALL)); // pts/*
        for (HostDevice device : container.devices()) {
            rules.add(allow(device.type(), device.major(), device.minor(), device.access()));
        }
        container.host().resources().deviceCgroupRules().forEach(rule -> rules.add(DeviceCgroupRule.parse(rule)));
        return List.copyOf(rules);
    }

    private static DeviceRule allow(String type, long major, long minor, String access) {
        return new DeviceRule(true, type, major, minor, access);
    }
}
