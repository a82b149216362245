package io.jdock.daemon.container.host;

import io.jdock.daemon.container.spec.HostDevice;
import io.jdock.engine.api.container.DeviceMapping;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Device nodes of the host. */
public final class HostDevices {

    private static final int TYPE_MASK = 0170000;
    private static final int CHARACTER = 0020000;
    private static final int BLOCK = 0060000;
    private static final int PERMISSIONS = 07777;
    private static final String ALL = "rwm";

    /** Not handed out as such: other containers' terminals, and what every container gets one of its own of. */
    private static final List<String> SKIPPED =
            List.of("/dev/pts/", "/dev/shm/", "/dev/fd/", "/dev/mqueue/", "/dev/console");

    private HostDevices() {}

    /** Every device of the host, for a privileged container. */
    public static List<HostDevice> all() {
        return below(Path.of("/dev")).stream()
                .filter(device -> SKIPPED.stream().noneMatch(device.path()::startsWith))
                .toList();
    }

    /**
     * The devices that a mapping names: one, or every one below a directory.
     *
     * @throws InvalidArgumentException when there is none
     */
    public static List<HostDevice> resolve(DeviceMapping mapping) {
        Path host = Path.of(mapping.pathOnHost());
        String target = mapping.pathInContainer().isEmpty() ? mapping.pathOnHost() : mapping.pathInContainer();
        String access = mapping.permissions().isEmpty() ? ALL : mapping.permissions();
        if (!access.matches("[rwm]{1,3}")) {
            throw new InvalidArgumentException("invalid device mode: " + access);
        }
        List<HostDevice> devices = below(host).stream()
                .map(device -> device.as(
                        target + device.path().substring(host.toString().length()), access))
                .toList();
        if (devices.isEmpty()) {
            throw new InvalidArgumentException(
                    "error gathering device information while adding custom device \"%s\": not a device node"
                            .formatted(mapping.pathOnHost()));
        }
        return devices;
    }

    /** Every device node at or below a path. */
    private static List<HostDevice> below(Path path) {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(path)) {
            return paths.map(HostDevices::read).flatMap(Optional::stream).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("list devices below " + path, e);
        }
    }

    /** Symbolic links are followed, as with {@code /dev/disk/by-id}. */
    private static Optional<HostDevice> read(Path path) {
        try {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,rdev,uid,gid");
            int mode = (Integer) attributes.getOrDefault("mode", 0);
            String type = switch (mode & TYPE_MASK) {
                case CHARACTER -> "c";
                case BLOCK -> "b";
                default -> "";
            };
            if (type.isEmpty()) {
                return Optional.empty();
            }
            long device = ((Number) attributes.getOrDefault("rdev", 0L)).longValue();
            long uid = ((Number) attributes.getOrDefault("uid", 0)).longValue();
            long gid = ((Number) attributes.getOrDefault("gid", 0)).longValue();
            return Optional.of(new HostDevice(
                    path.toString(), type, major(device), minor(device), mode & PERMISSIONS, uid, gid, ALL));
        } catch (IOException _) {
            // Nodes come and go while /dev is read; one that is gone is no device any more.
            return Optional.empty();
        }
    }

    /** How glibc packs device numbers, see makedev(3). */
    private static long major(long device) {
        return (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
    }

    private static long minor(long device) {
        return (device & 0xff) | (device >>> 12 & 0xfff00);
    }
}
