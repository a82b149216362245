package io.jdock.libcontainer.process;

import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.User;
import org.jspecify.annotations.Nullable;

/**
 * What a process that joins a container takes over from the container's first one where it does not say otherwise, as with runc:
 * above all what confines it.
 */
final class ExecDefaults {

    private ExecDefaults() {}

    static Process complete(Process process, @Nullable Process first) {
        if (first == null) {
            return process;
        }
        Process.Builder complete = process.toBuilder().user(withUmask(process.user(), first.user()));
        if (process.capabilities() == null) {
            complete.capabilities(first.capabilities());
        }
        if (isAbsent(process.apparmorProfile())) {
            complete.apparmorProfile(first.apparmorProfile());
        }
        if (isAbsent(process.selinuxLabel())) {
            complete.selinuxLabel(first.selinuxLabel());
        }
        if (process.rlimits().isEmpty()) {
            complete.rlimits(first.rlimits());
        }
        if (process.scheduler() == null) {
            complete.scheduler(first.scheduler());
        }
        if (process.ioPriority() == null) {
            complete.ioPriority(first.ioPriority());
        }
        if (process.execCpuAffinity() == null) {
            complete.execCpuAffinity(first.execCpuAffinity());
        }
        return complete.build();
    }

    private static User withUmask(User user, User first) {
        return user.umask() != null
                ? user
                : new User(user.uid(), user.gid(), first.umask(), user.additionalGids(), user.username());
    }

    private static boolean isAbsent(@Nullable String label) {
        return label == null || label.isEmpty();
    }
}
