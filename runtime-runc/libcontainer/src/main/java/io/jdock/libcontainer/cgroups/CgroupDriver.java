package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.systemd.PropertyAnnotations;
import io.jdock.libcontainer.systemd.ScopeName;
import io.jdock.libcontainer.systemd.SystemdBus;
import java.util.Map;

/** Who makes a container's cgroups. */
public enum CgroupDriver {
    /** We do, as directories. */
    CGROUPFS("cgroupfs"),
    /** systemd does, as the scope of the container's processes. */
    SYSTEMD("systemd"),
    /** Nobody: a container stays where its maker is, without limits of its own. */
    DISABLED("disabled");

    private final String text;

    CgroupDriver(String text) {
        this.text = text;
    }

    /** @throws InvalidArgumentException if none has this name */
    public static CgroupDriver parse(String name) {
        for (CgroupDriver driver : values()) {
            if (driver.text.equals(name)) {
                return driver;
            }
        }
        throw new InvalidArgumentException("unknown cgroup manager: \"" + name + '"');
    }

    /** The driver that a path is meant for, going by its form alone: systemd's is {@code slice:prefix:name}. */
    public static CgroupDriver ofPath(String cgroupsPath) {
        return ScopeName.isOne(cgroupsPath) ? SYSTEMD : CGROUPFS;
    }

    /** The name that {@code linux.cgroupsPath} leaves to the runtime. */
    public String usualPath(String id) {
        return this == SYSTEMD ? ":jdock:".concat(id) : "/".concat(id);
    }

    /**
     * The cgroup of a container.
     *
     * @param cgroupsPath as the spec or {@link Cgroup#name} has it
     * @param annotations of the container: systemd's properties are among them
     * @throws InvalidArgumentException for a path that is not of this driver's form
     */
    public Cgroup cgroup(CgroupLayout layout, String cgroupsPath, Map<String, String> annotations) {
        return switch (this) {
            case CGROUPFS -> CgroupFiles.at(layout, CgroupPath.parse(cgroupsPath));
            case SYSTEMD -> {
                ScopeName scope = ScopeName.parse(cgroupsPath);
                yield new SystemdCgroup(
                        SystemdBus.ofMachine(),
                        scope,
                        PropertyAnnotations.of(annotations),
                        CgroupFiles.at(layout, new CgroupPath(scope.path())));
            }
            case DISABLED -> new NoCgroup(layout);
        };
    }

    /** The cgroup of a container that exists. @param name its {@link Cgroup#name} */
    public Cgroup find(CgroupLayout layout, String name) {
        return cgroup(layout, name, Map.of());
    }

    /** Its name on command lines. */
    @Override
    public String toString() {
        return text;
    }
}
