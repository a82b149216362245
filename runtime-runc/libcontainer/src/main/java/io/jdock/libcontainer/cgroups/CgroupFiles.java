package io.jdock.libcontainer.cgroups;

import io.jdock.oci.runtime.Resources;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A cgroup as directories, whoever makes them. */
sealed interface CgroupFiles extends Cgroup permits V1Cgroup, V2Cgroup {

    /** The cgroup at this path, which need not exist yet. */
    static CgroupFiles at(CgroupLayout layout, CgroupPath path) {
        // Not a switch on the type: its bootstrap would cost a cold start a millisecond.
        if (layout instanceof CgroupLayout.V1(Map<String, Path> controllers, Path unified)) {
            return new V1Cgroup(controllers, unified, path);
        }
        return new V2Cgroup(((CgroupLayout.V2) layout).root(), path);
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
