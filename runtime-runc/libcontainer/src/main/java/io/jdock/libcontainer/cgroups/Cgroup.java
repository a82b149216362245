package io.jdock.libcontainer.cgroups;

import io.jdock.oci.runtime.Resources;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The cgroup of one container. A value: it holds no descriptors, and one made from the same path by another process means the
 * same cgroup.
 *
 * <p>Methods block for microseconds unless they say otherwise and may be called from any thread.
 */
public sealed interface Cgroup permits CgroupFiles, SystemdCgroup, NoCgroup {

    /** Who makes it. */
    CgroupDriver driver();

    /** What {@link CgroupDriver#find} finds it by, together with {@link #byController}. */
    String name();

    /**
     * Makes sure that {@link #create} and {@link #update} will understand these limits; touches nothing.
     *
     * @throws io.jdock.errdefs.InvalidArgumentException for limits that are out of range, contradict each other, or are of a kind
     *     that this machine does not have
     */
    void check(Resources limits);

    /**
     * Makes the cgroup and sets its limits, unless its driver does so when the first process enters. If that fails, nothing is
     * left of what this made. An empty one that exists is used.
     *
     * @throws io.jdock.errdefs.AlreadyExistsException if it exists and has processes
     * @throws io.jdock.errdefs.FailedPreconditionException if it exists and is frozen, which its processes would be as well
     * @throws io.jdock.errdefs.InvalidArgumentException for a limit that this machine cannot keep
     */
    void create(Resources limits);

    /**
     * Moves the first process in.
     *
     * @param limits those of {@link #create}
     * @throws io.jdock.errdefs.InvalidArgumentException as {@link #create}
     */
    void enter(int pid, Resources limits);

    /** Moves a further process in. */
    void join(int pid);

    /** Lets a user of the host make cgroups of its own in it. Does nothing with version 1, where that would not be safe. */
    void giveTo(long uid);

    /**
     * Changes limits; what is absent stays, and -1 is "no limit any more".
     *
     * <p>Halves of a pair go with the other half in force: a quota with its period, and memory with the sum of memory and swap,
     * which stays as it is unless it is given.
     *
     * @throws io.jdock.errdefs.InvalidArgumentException as {@link #create}; what was written before stays
     */
    void update(Resources limits);

    /**
     * Stops all processes; returns once they stand still.
     *
     * @throws io.jdock.errdefs.FailedPreconditionException if one does not within ten seconds, being in an uninterruptible call;
     *     all run on then
     */
    void freeze();

    /** Lets them run again. */
    void thaw();

    boolean frozen();

    /** All processes, those of cgroups that the container made inside included. */
    List<Integer> processes();

    /** Kills them all, also when frozen, and those they fork meanwhile. Does not wait for their end. */
    void kill();

    /**
     * Watches for lack of memory. The caller closes the watch.
     *
     * @param told how many times are known already: {@link #oomKills} for what happens from now on, 0 for all
     * @throws io.jdock.errdefs.InvalidArgumentException if this machine has no memory controller
     * @throws io.jdock.linux.ErrnoException if the cgroup is not there
     */
    OomWatch watchMemory(long told);

    /** How many processes the kernel has killed here because a memory limit was reached. */
    long oomKills();

    /** What it has used so far. */
    CgroupStats stats();

    /**
     * Removes it and all cgroups below. The processes must have been killed; this waits for those that are still exiting.
     *
     * @throws io.jdock.errdefs.FailedPreconditionException if some are still alive after ten seconds
     */
    void delete();

    /** What to mount as {@code /sys/fs/cgroup}: host directory by name, or just one entry with an empty name for version 2. */
    Map<String, Path> directories();

    /** Its directories by controller, with an empty name for that of version 2: what runc notes in its {@code state.json}. */
    Map<String, Path> byController();
}
