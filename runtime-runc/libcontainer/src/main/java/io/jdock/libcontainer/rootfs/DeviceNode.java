package io.jdock.libcontainer.rootfs;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.FileCalls;
import io.jdock.oci.runtime.Device;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device node in the container.
 *
 * @param mode type and permission bits
 * @param device the kernel's number, 0 for a FIFO
 */
record DeviceNode(InnerPath path, int mode, long device, int uid, int gid) {

    private static final int TYPE_MASK = 0170000;
    private static final int CHAR = 0020000;
    private static final int BLOCK = 0060000;
    private static final int FIFO = 0010000;
    private static final int ANYBODY = 0666;

    private static final InnerPath PTMX = InnerPath.parse("/dev/ptmx");

    /** As many bits as the kernel has for them. */
    private static final long HIGHEST_MAJOR = 0xfff;

    private static final long HIGHEST_MINOR = 0xfffff;
    private static final long HIGHEST_ID = 4_294_967_294L;

    /** What every container has. */
    private static final List<DeviceNode> STANDARD = List.of(
            standard("null", 1, 3),
            standard("zero", 1, 5),
            standard("full", 1, 7),
            standard("random", 1, 8),
            standard("urandom", 1, 9),
            standard("tty", 5, 0));

    /** The standard devices and those of the spec, which replace standard ones of the same name. */
    static List<DeviceNode> plan(List<Device> devices) {
        List<DeviceNode> own = new ArrayList<>();
        for (Device device : devices) {
            DeviceNode node = parse(device);
            // That one is always the container's own.
            if (!node.path().equals(PTMX)) {
                own.add(node);
            }
        }
        List<DeviceNode> all = new ArrayList<>(own);
        for (DeviceNode standard : STANDARD) {
            if (own.stream().noneMatch(node -> node.path().equals(standard.path()))) {
                all.add(standard);
            }
        }
        return all;
    }

    /** Whether it is one that takes special rights to make. */
    boolean isDevice() {
        return (mode & TYPE_MASK) != FIFO;
    }

    private static DeviceNode parse(Device device) {
        int type = switch (device.type()) {
            case "c", "u" -> CHAR;
            case "b" -> BLOCK;
            case "p" -> FIFO;
            default ->
                throw new InvalidArgumentException(
                        "device %s: unknown type \"%s\"".formatted(device.path(), device.type()));
        };
        Integer mode = device.fileMode();
        requireRange(device, "major number", device.major(), HIGHEST_MAJOR);
        requireRange(device, "minor number", device.minor(), HIGHEST_MINOR);
        return new DeviceNode(
                InnerPath.parse(device.path()),
                type | (mode == null ? ANYBODY : mode & 07777),
                type == FIFO ? 0 : FileCalls.device(device.major(), device.minor()),
                id(device, device.uid()),
                id(device, device.gid()));
    }

    private static int id(Device device, @Nullable Long id) {
        if (id == null) {
            return 0;
        }
        requireRange(device, "owner", id, HIGHEST_ID);
        return (int) (long) id;
    }

    private static void requireRange(Device device, String what, long value, long highest) {
        if (value < 0 || value > highest) {
            throw new InvalidArgumentException(
                    "device %s: %s %d is not between 0 and %d".formatted(device.path(), what, value, highest));
        }
    }

    private static DeviceNode standard(String name, int major, int minor) {
        return new DeviceNode(
                new InnerPath(List.of("dev", name)), CHAR | ANYBODY, FileCalls.device(major, minor), 0, 0);
    }
}
