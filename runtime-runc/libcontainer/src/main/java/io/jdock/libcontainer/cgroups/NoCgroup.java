package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.Resources;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** No cgroup: what a container's maker is in stays what the container is in. What needs one of its own is refused. */
record NoCgroup(CgroupLayout layout) implements Cgroup {

    private static final Resources NO_LIMITS = Resources.builder().build();

    @Override
    public CgroupDriver driver() {
        return CgroupDriver.DISABLED;
    }

    @Override
    public String name() {
        return "";
    }

    /** Limits that nobody keeps, of devices above all, would be worse than none. */
    @Override
    public void check(Resources limits) {
        if (!limits.equals(NO_LIMITS)) {
            throw new InvalidArgumentException(
                    "linux.resources: a container without a cgroup (cgroup manager \"disabled\") has no limits");
        }
    }

    @Override
    public void create(Resources limits) {
        check(limits);
    }

    @Override
    public void enter(int pid, Resources limits) {
        // It is where it should be.
    }

    @Override
    public void join(int pid) {
        // So is every other.
    }

    @Override
    public void update(Resources limits) {
        throw none("change its limits");
    }

    @Override
    public void giveTo(long uid) {
        // It is not the container's to give.
    }

    @Override
    public void freeze() {
        throw none("freeze it");
    }

    @Override
    public void thaw() {
        throw none("thaw it");
    }

    @Override
    public boolean frozen() {
        return false;
    }

    @Override
    public List<Integer> processes() {
        throw none("list its processes");
    }

    /** The end of its first process is the end of all in its pid namespace. */
    @Override
    public void kill() {}

    @Override
    public OomWatch watchMemory(long told) {
        throw none("watch its memory");
    }

    @Override
    public long oomKills() {
        return 0;
    }

    @Override
    public CgroupStats stats() {
        throw none("read its figures");
    }

    @Override
    public void delete() {}

    @Override
    public Map<String, Path> directories() {
        return OwnCgroup.directories(layout);
    }

    @Override
    public Map<String, Path> byController() {
        return directories();
    }

    private static FailedPreconditionException none(String attempt) {
        return new FailedPreconditionException(
                "%s: the container has no cgroup of its own (cgroup manager \"disabled\")".formatted(attempt));
    }
}
