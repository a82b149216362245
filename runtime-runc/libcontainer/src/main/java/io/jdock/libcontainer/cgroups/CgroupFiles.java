package io.jdock.libcontainer.cgroups;

import io.jdock.oci.runtime.Resources;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cgroup as directories, whoever makes them. */
sealed interface CgroupFiles extends Cgroup permits V1Cgroup, V2Cgroup {

    /** The cgroup at this path, which need not exist yet. */
    static CgroupFiles at(CgroupLayout layout, CgroupPath path) {
        // Not a switch on the type: its bootstrap would cost a cold start a millisecond.
        if (layout instanceof CgroupLayout.V1 hierarchies) {
            return of(hierarchies, hierarchies, path, path.value());
        }
        return new V2Cgroup(((CgroupLayout.V2) layout).root(), path);
    }

    /**
     * One below the cgroups of this process, as runc has it: with version 1 in each hierarchy below its own one, with version 2
     * beside it, as a cgroup with processes has none below that have limits.
     */
    static CgroupFiles atOwn(CgroupLayout layout, CgroupPath path) {
        if (layout instanceof CgroupLayout.V1 hierarchies) {
            return below(hierarchies, OwnCgroup.byController(hierarchies), path);
        }
        Path root = ((CgroupLayout.V2) layout).root();
        Path own = root.relativize(OwnCgroup.directory(layout));
        Path parent = own.getParent();
        return at(layout, parent == null ? path : new CgroupPath("/" + parent + path));
    }

    /** One of version 1 that {@link #atOwn} of another process has made. @param directories its {@link #byController} */
    static CgroupFiles atOthers(CgroupLayout.V1 layout, CgroupPath path, Map<String, Path> directories) {
        Map<String, Path> roots = new HashMap<>();
        directories.forEach((controller, directory) -> roots.put(controller, path.above(directory)));
        return below(layout, roots, path);
    }

    private static CgroupFiles below(CgroupLayout.V1 layout, Map<String, Path> roots, CgroupPath path) {
        return of(layout, layout.rootedAt(roots), path, path.value().substring(1));
    }

    private static CgroupFiles of(CgroupLayout.V1 mounted, CgroupLayout.V1 start, CgroupPath path, String name) {
        return new V1Cgroup(start.controllers(), start.unified(), mounted.names(), path, name);
    }

    CgroupPath path();

    /** Makes sure that nobody is in it and nobody would stand still in it, as {@link #create} does. */
    void requireVacant();

    /** Makes the directories that are missing and sets limits; if that fails, nothing is left of what this made. */
    void fill(Resources limits);

    /** Limits as what is written into which file, given what is in force. */
    List<Setting> settings(Resources limits);

    /** What is in force. @param controller of version 1 */
    CurrentValues current(String controller);

    @Override
    default void create(Resources limits) {
        requireVacant();
        fill(limits);
    }

    /** It is there already. */
    @Override
    default void enter(int pid, Resources limits) {
        join(pid);
    }

    @Override
    default CgroupDriver driver() {
        return CgroupDriver.CGROUPFS;
    }

    @Override
    default String name() {
        return path().value();
    }
}
