package io.jdock.linux.batch;

import io.jdock.linux.Capability;
import io.jdock.linux.Syscall;
import java.util.List;

/** Steps that give up rights: ids, groups, capabilities, system call filters. */
public final class CredentialSteps {

    private static final int PR_SET_KEEPCAPS = 8;
    private static final int PR_CAPBSET_DROP = 24;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int PR_CAP_AMBIENT = 47;
    private static final int PR_CAP_AMBIENT_RAISE = 2;
    private static final int PR_CAP_AMBIENT_CLEAR_ALL = 4;
    private static final int CAPABILITY_VERSION_3 = 0x20080522;
    private static final int SECCOMP_SET_MODE_FILTER = 1;

    private CredentialSteps() {}

    public static Step setGroups(List<Integer> groups) {
        Block ids = Block.zeroed(4 * groups.size());
        for (int i = 0; i < groups.size(); i++) {
            ids.putInt(4 * i, groups.get(i));
        }
        return Step.of("set the groups to " + groups, Syscall.SETGROUPS, Arg.of(groups.size()), ids);
    }

    /** Sets real, effective and saved group id. */
    public static Step setGid(int gid) {
        Arg id = Arg.of(gid & 0xffffffffL);
        return Step.of("set gid " + gid, Syscall.SETRESGID, id, id, id);
    }

    /** Sets real, effective and saved user id. */
    public static Step setUid(int uid) {
        Arg id = Arg.of(uid & 0xffffffffL);
        return Step.of("set uid " + uid, Syscall.SETRESUID, id, id, id);
    }

    /** Keeps the permitted capabilities over the change from root to another user. */
    public static Step keepCapabilities() {
        return ProcessSteps.prctl("keep capabilities", PR_SET_KEEPCAPS, Arg.of(1));
    }

    public static Step dropFromBoundingSet(int capability) {
        return ProcessSteps.prctl(
                "drop capability " + capability + " from the bounding set", PR_CAPBSET_DROP, Arg.of(capability));
    }

    /** capset(2); each mask as {@link Capability#mask} makes it. */
    public static Step setCapabilities(long effective, long permitted, long inheritable) {
        Block sets = Block.ints(
                (int) effective,
                (int) permitted,
                (int) inheritable,
                (int) (effective >>> 32),
                (int) (permitted >>> 32),
                (int) (inheritable >>> 32));
        return Step.of("set capabilities", Syscall.CAPSET, Block.ints(CAPABILITY_VERSION_3, 0), sets);
    }

    public static Step clearAmbient() {
        return ambient("clear the ambient capabilities", PR_CAP_AMBIENT_CLEAR_ALL, 0);
    }

    public static Step raiseAmbient(Capability capability) {
        return ambient("raise ambient " + capability.fullName(), PR_CAP_AMBIENT_RAISE, capability.number());
    }

    private static Step ambient(String name, int operation, int capability) {
        return Step.of(
                name, Syscall.PRCTL, Arg.of(PR_CAP_AMBIENT), Arg.of(operation), Arg.of(capability), Arg.NONE, Arg.NONE);
    }

    public static Step noNewPrivileges() {
        return ProcessSteps.prctl("set no_new_privs", PR_SET_NO_NEW_PRIVS, Arg.of(1));
    }

    /**
     * Installs a system call filter.
     *
     * @param filter the instructions, 8 bytes each, as {@code struct sock_filter}
     * @param flags SECCOMP_FILTER_FLAG values
     */
    public static Step seccomp(byte[] filter, long flags) {
        Block program = Block.zeroed(16).putShort(0, filter.length / 8).point(8, Block.of(filter));
        return Step.of(
                "install the seccomp filter", Syscall.SECCOMP, Arg.of(SECCOMP_SET_MODE_FILTER), Arg.of(flags), program);
    }
}
