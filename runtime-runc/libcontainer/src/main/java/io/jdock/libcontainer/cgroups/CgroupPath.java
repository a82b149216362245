package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.InvalidArgumentException;
import java.nio.file.Path;

/**
 * Where a cgroup lies below the root of each hierarchy, or below where its maker is, as in {@code /jdock/4f5c…}.
 *
 * @param value absolute, without {@code .} and {@code ..}
 */
public record CgroupPath(String value) {

    public CgroupPath {
        if (!value.startsWith("/")
                || value.length() == 1
                || !Path.of(value).normalize().toString().equals(value)) {
            throw new InvalidArgumentException(
                    "cgroup path \"%s\": want an absolute path below the root".formatted(value));
        }
    }

    /** The path a runtime spec names, without what a relative one is relative to. */
    public static CgroupPath parse(String cgroupsPath) {
        if (cgroupsPath.indexOf('\0') >= 0 || cgroupsPath.contains(":")) {
            throw new InvalidArgumentException(
                    "cgroup path \"%s\": the form slice:prefix:name is for the systemd driver alone"
                            .formatted(cgroupsPath));
        }
        Path path = Path.of("/").resolve(cgroupsPath);
        return new CgroupPath(path.toString());
    }

    /** The directory below the root of one hierarchy. */
    Path below(Path root) {
        return root.resolve(value.substring(1));
    }

    /** What this is {@link #below} of. */
    Path above(Path directory) {
        int names = directory.getNameCount() - Path.of(value).getNameCount();
        return directory.getRoot().resolve(directory.subpath(0, names));
    }

    @Override
    public String toString() {
        return value;
    }
}
