package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Device access as cgroup version 1 and systemd understand it: a rule for everything and exceptions from it, in no order.
 *
 * @param allowed what holds where there is no exception
 * @param exceptions access, as a set of bits, by device
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/devices.html">the kernel's description</a>
 */
record DeviceList(boolean allowed, Map<Devices, Integer> exceptions) {

    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int MKNOD = 4;
    private static final int ALL = READ | WRITE | MKNOD;

    /** One or many devices: of a type, null numbers standing for all. */
    record Devices(
            char type, @Nullable Long major, @Nullable Long minor) {

        // Neither is the record's own, whose bootstrap would cost a cold start several milliseconds.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Devices devices
                    && type == devices.type
                    && Objects.equals(major, devices.major)
                    && Objects.equals(minor, devices.minor);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * type + Objects.hashCode(major)) + Objects.hashCode(minor);
        }

        private boolean covers(Devices other) {
            return type == other.type
                    && (major == null || major.equals(other.major))
                    && (minor == null || minor.equals(other.minor));
        }

        private boolean meets(Devices other) {
            return type == other.type && meet(major, other.major) && meet(minor, other.minor);
        }

        private static boolean meet(@Nullable Long one, @Nullable Long other) {
            return one == null || other == null || one.equals(other);
        }
    }

    DeviceList {
        exceptions = new LinkedHashMap<>(exceptions);
    }

    /**
     * Applies rules in order to "nothing is allowed".
     *
     * @throws InvalidArgumentException for a rule that takes a part out of an earlier exception: the kernel would ignore it
     */
    static DeviceList of(DeviceAccess access) {
        boolean allowed = false;
        Map<Devices, Integer> exceptions = new LinkedHashMap<>();
        for (DeviceAccess.Rule rule : access.rules()) {
            if (rule.coversEverything()) {
                allowed = rule.allow();
                exceptions.clear();
                continue;
            }
            for (char type : rule.type() == 'a' ? new char[] {'c', 'b'} : new char[] {rule.type()}) {
                Devices devices = new Devices(type, rule.major(), rule.minor());
                if (rule.allow() == allowed) {
                    remove(exceptions, devices, bits(rule.access()), rule);
                } else {
                    exceptions.merge(devices, bits(rule.access()), (one, other) -> one | other);
                }
            }
        }
        return new DeviceList(allowed, exceptions);
    }

    /** @param lines of {@code devices.list}, which does not show exceptions from "all is allowed" */
    static DeviceList parse(List<String> lines) {
        Map<Devices, Integer> exceptions = new LinkedHashMap<>();
        for (String line : lines) {
            String[] fields = line.replace(':', ' ').split(" ");
            if (fields[0].equals("a")) {
                return new DeviceList(true, Map.of());
            }
            Devices devices = new Devices(fields[0].charAt(0), number(fields[1]), number(fields[2]));
            exceptions.merge(devices, bits(fields[3]), (one, other) -> one | other);
        }
        return new DeviceList(false, exceptions);
    }

    private static void remove(Map<Devices, Integer> exceptions, Devices devices, int bits, DeviceAccess.Rule rule) {
        for (Map.Entry<Devices, Integer> exception : List.copyOf(exceptions.entrySet())) {
            Devices present = exception.getKey();
            if ((exception.getValue() & bits) == 0 || !devices.meets(present)) {
                continue;
            }
            if (!devices.covers(present)) {
                throw new InvalidArgumentException(
                        "device rule \"%s\": cgroup version 1 cannot make an exception from an earlier rule for \"%s\""
                                .formatted(rule.text(), text(present, exception.getValue())));
            }
            int left = exception.getValue() & ~bits;
            if (left == 0) {
                exceptions.remove(present);
            } else {
                exceptions.put(present, left);
            }
        }
    }

    /** A write to the file of this name. */
    record Change(boolean allow, String text) {}

    /** What has to be written to get from this state to that one. Access that both grant is granted all the time if possible. */
    List<Change> changesTo(DeviceList other) {
        List<Change> changes = new ArrayList<>();
        Map<Devices, Integer> present = exceptions;
        if (allowed || other.allowed) {
            // The exceptions from "all is allowed" are not known.
            changes.add(new Change(other.allowed, "a"));
            present = Map.of();
        }
        addDifference(changes, !other.allowed, other.exceptions, present);
        addDifference(changes, other.allowed, present, other.exceptions);
        return changes;
    }

    /** Whether the kernel, where this list is in force, shows the other: it shows no exceptions from "all is allowed". */
    boolean isShownAs(DeviceList shown) {
        return allowed ? shown.allowed : !shown.allowed && exceptions.equals(shown.exceptions);
    }

    /** The exceptions as lines, as in {@code c 1:3 rwm}. */
    List<String> texts() {
        return exceptions.entrySet().stream()
                .map(exception -> text(exception.getKey(), exception.getValue()))
                .toList();
    }

    private static void addDifference(
            List<Change> changes, boolean allow, Map<Devices, Integer> wanted, Map<Devices, Integer> present) {
        wanted.forEach((devices, bits) -> {
            int missing = bits & ~present.getOrDefault(devices, 0);
            if (missing != 0) {
                changes.add(new Change(allow, text(devices, missing)));
            }
        });
    }

    private static String text(Devices devices, int bits) {
        String major = devices.major == null ? "*" : devices.major.toString();
        String minor = devices.minor == null ? "*" : devices.minor.toString();
        return devices.type + " " + major + ":" + minor + " " + letters(bits);
    }

    static String letters(int bits) {
        return ((bits & READ) == 0 ? "" : "r") + ((bits & WRITE) == 0 ? "" : "w") + ((bits & MKNOD) == 0 ? "" : "m");
    }

    private static int bits(String letters) {
        return letters.chars()
                .map(letter -> letter == 'r' ? READ : letter == 'w' ? WRITE : MKNOD)
                .reduce(0, (one, other) -> (one | other) & ALL);
    }

    private static @Nullable Long number(String text) {
        return text.equals("*") ? null : Long.valueOf(text);
    }
}
