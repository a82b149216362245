package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.systemd.PropertyAnnotations;
import io.jdock.libcontainer.systemd.ScopeName;
import io.jdock.libcontainer.systemd.SystemdBus;
import java.nio.file.Path;
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
        return this == SYSTEMD ? ":jdock:".concat(id) : id;
    }

    /**
     * The cgroup of a container.
     *
     * @param cgroupsPath as the spec has it; of directories also a relative one, see {@link CgroupFiles#atOwn}
     * @param annotations of the container: systemd's properties are among them
     * @throws InvalidArgumentException for a path that is not of this driver's form
     */
    public Cgroup cgroup(CgroupLayout layout, String cgroupsPath, Map<String, String> annotations) {
        return switch (this) {
            case CGROUPFS -> {
                CgroupPath path = CgroupPath.parse(cgroupsPath);
                yield isRelative(cgroupsPath) ? CgroupFiles.atOwn(layout, path) : CgroupFiles.at(layout, path);
            }
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

    /**
     * The cgroup of a container that exists.
     *
     * @param name its {@link Cgroup#name}
     * @param directories its {@link Cgroup#byController}
     */
    public Cgroup find(CgroupLayout layout, String name, Map<String, Path> directories) {
        return this == CGROUPFS && isRelative(name) && layout instanceof CgroupLayout.V1 hierarchies
                ? CgroupFiles.atOthers(hierarchies, CgroupPath.parse(name), directories)
                : cgroup(layout, name, Map.of());
    }

    private static boolean isRelative(String path) {
        return !path.startsWith("/");
    }

    /** Its name on command lines. */
    @Override
    public String toString() {
        return text;
    }
}
