package io.jdock.libcontainer.process;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.libcontainer.capabilities.CapabilitySets;
import io.jdock.libcontainer.capabilities.OwnCapabilities;
import io.jdock.libcontainer.seccomp.SeccompCompiler;
import io.jdock.libcontainer.seccomp.SeccompFilter;
import io.jdock.linux.Terminal;
import io.jdock.oci.runtime.Box;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Seccomp;
import io.jdock.oci.runtime.User;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All about one process that can be decided before there is one.
 *
 * @param user resolved only when the container's file system is in place
 * @param cwd absolute path inside the container
 * @param filter the system call filter, if any
 * @param terminal the size of its terminal, if it gets one
 * @param rlimits checked names
 */
public record ProcessPlan(
        List<String> args,
        List<String> env,
        String cwd,
        User user,
        CapabilitySets capabilities,
        boolean noNewPrivileges,
        Optional<SeccompFilter> filter,
        Optional<Terminal.Size> terminal,
        List<Rlimit> rlimits,
        Optional<Integer> oomScoreAdj) {

    private static final int MOST_BYTES_PER_STRING = 128 * 1024 - 1;

    /** The trampoline's buffer has 252 KiB; the last batch has other things to say too. */
    private static final int MOST_BYTES = 200 * 1024;

    /** One resource limit. */
    public record Rlimit(io.jdock.linux.ResourceLimit limit, long soft, long hard) {}

    public ProcessPlan {
        args = List.copyOf(args);
        env = List.copyOf(env);
        rlimits = List.copyOf(rlimits);
    }

    /**
     * Plans a process.
     *
     * @throws InvalidArgumentException for what no process can have
     * @throws NotImplementedException for AppArmor, SELinux, a scheduler and an I/O priority
     */
    public static ProcessPlan of(Process process, @Nullable Seccomp seccomp) {
        requireSupported(process);
        requireStrings(process);
        return new ProcessPlan(
                process.args(),
                process.env(),
                process.cwd(),
                process.user(),
                CapabilitySets.of(
                        process.capabilities(), OwnCapabilities.current().available()),
                process.noNewPrivileges(),
                Optional.ofNullable(seccomp).map(SeccompCompiler::compile),
                process.terminal() ? Optional.of(sizeOf(process.consoleSize())) : Optional.empty(),
                process.rlimits().stream().map(Rlimits::parse).toList(),
                Optional.ofNullable(process.oomScoreAdj()));
    }

    private static Terminal.Size sizeOf(@Nullable Box box) {
        return box == null ? new Terminal.Size(0, 0) : new Terminal.Size(box.height(), box.width());
    }

    private static void requireSupported(Process process) {
        String apparmor = process.apparmorProfile();
        if (apparmor != null && !apparmor.isEmpty()) {
            throw new NotImplementedException("process.apparmorProfile: AppArmor is not supported");
        }
        String selinux = process.selinuxLabel();
        if (selinux != null && !selinux.isEmpty()) {
            throw new NotImplementedException("process.selinuxLabel: SELinux is not supported");
        }
        if (process.scheduler() != null) {
            throw new NotImplementedException("process.scheduler: setting the scheduler is not supported");
        }
        if (process.ioPriority() != null) {
            throw new NotImplementedException("process.ioPriority: setting the I/O priority is not supported");
        }
        if (process.args().isEmpty() || process.args().getFirst().isEmpty()) {
            throw new InvalidArgumentException("process.args: no command");
        }
        if (!process.cwd().startsWith("/")) {
            throw new InvalidArgumentException("process.cwd \"%s\": not an absolute path".formatted(process.cwd()));
        }
    }

    private static void requireStrings(Process process) {
        long total = 0;
        for (List<String> strings : List.of(process.args(), process.env())) {
            for (String string : strings) {
                // At least as many bytes as characters; the exact number is not needed to refuse a million.
                if (string.indexOf('\0') >= 0 || string.length() > MOST_BYTES_PER_STRING) {
                    throw new InvalidArgumentException("process: an argument or variable has a NUL or is too long");
                }
                total += string.length() + 16L;
            }
        }
        if (total > MOST_BYTES) {
            throw new InvalidArgumentException(
                    "process: arguments and environment have %d bytes, at most %d are supported"
                            .formatted(total, MOST_BYTES));
        }
    }
}
