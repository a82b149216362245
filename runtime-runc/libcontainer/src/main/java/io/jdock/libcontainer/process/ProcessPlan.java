package io.jdock.libcontainer.process;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.capabilities.CapabilitySets;
import io.jdock.libcontainer.capabilities.OwnCapabilities;
import io.jdock.libcontainer.seccomp.SeccompCompiler;
import io.jdock.libcontainer.seccomp.SeccompFilter;
import io.jdock.linux.Terminal;
import io.jdock.oci.runtime.Box;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Spec;
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
 * @param outer set from outside
 * @param inner set by the process itself
 * @param labels for the kernel's security modules
 * @param affinity only for a process that joins a container
 * @param newKeyring whether it gets a session keyring of its own, or keeps that of whoever started us
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
        OuterAttributes outer,
        InnerAttributes inner,
        Labels labels,
        Affinity affinity,
        boolean newKeyring) {

    private static final int MOST_BYTES_PER_STRING = 128 * 1024 - 1;

    /** What the kernel takes at most, whatever the limit of the stack is: three quarters of 8 MiB, see execve(2). */
    private static final int MOST_BYTES = 6 << 20;

    /** A batch has 252 KiB, and other things to say too. */
    private static final int MOST_IN_BATCH = 100 << 10;

    /** One resource limit. */
    public record Rlimit(io.jdock.linux.ResourceLimit limit, long soft, long hard) {}

    public ProcessPlan {
        args = List.copyOf(args);
        env = List.copyOf(env);
    }

    /**
     * Plans a container's first process.
     *
     * @throws InvalidArgumentException for what no process can have
     * @throws io.jdock.errdefs.FailedPreconditionException for what this machine does not have
     */
    public static ProcessPlan of(Process process, @Nullable Linux linux) {
        requireProgram(process);
        requireStrings(process);
        return new ProcessPlan(
                process.args(),
                process.env(),
                process.cwd(),
                process.user(),
                CapabilitySets.of(
                        process.capabilities(), OwnCapabilities.current().available()),
                process.noNewPrivileges(),
                Optional.ofNullable(linux).map(Linux::seccomp).map(SeccompCompiler::compile),
                process.terminal() ? Optional.of(sizeOf(process.consoleSize())) : Optional.empty(),
                OuterAttributes.of(process),
                InnerAttributes.of(linux),
                Labels.of(process),
                Affinity.of(process.execCpuAffinity()),
                true);
    }

    /** Plans a process that joins a container; what it does not say is as with the container's first process. */
    public static ProcessPlan joining(Process process, Spec container) {
        return of(ExecDefaults.complete(process, container.process()), container.linux());
    }

    /** The same, with the session keyring of whoever started us. */
    public ProcessPlan keepingKeyring() {
        return new ProcessPlan(
                args,
                env,
                cwd,
                user,
                capabilities,
                noNewPrivileges,
                filter,
                terminal,
                outer,
                inner,
                labels,
                affinity,
                false);
    }

    private static Terminal.Size sizeOf(@Nullable Box box) {
        return box == null ? new Terminal.Size(0, 0) : new Terminal.Size(box.height(), box.width());
    }

    /** Who is asked about some of its calls, if anybody is. */
    Optional<SeccompFilter.Listener> listener() {
        return filter.isEmpty() ? Optional.empty() : filter.get().listener();
    }

    private static void requireProgram(Process process) {
        if (process.args().isEmpty() || process.args().getFirst().isEmpty()) {
            throw new InvalidArgumentException("process.args: no command");
        }
        if (!process.cwd().startsWith("/")) {
            throw new InvalidArgumentException("process.cwd \"%s\": not an absolute path".formatted(process.cwd()));
        }
    }

    /** Whether its arguments and variables need more room than a batch has. */
    boolean large() {
        // As many bytes as characters could have.
        return 3 * (size(args) + size(env)) > MOST_IN_BATCH;
    }

    /** What the kernel counts, if all characters have one byte. */
    private static long size(List<String> strings) {
        long size = 0;
        for (String string : strings) {
            size += string.length() + 1L + Long.BYTES;
        }
        return size;
    }

    private static void requireStrings(Process process) {
        for (List<String> strings : List.of(process.args(), process.env())) {
            for (String string : strings) {
                // At least as many bytes as characters; the exact number is not needed to refuse a million.
                if (string.indexOf('\0') >= 0 || string.length() > MOST_BYTES_PER_STRING) {
                    throw new InvalidArgumentException("process: an argument or variable has a NUL or is too long");
                }
            }
        }
        long total = size(process.args()) + size(process.env());
        if (total > MOST_BYTES) {
            throw new InvalidArgumentException(
                    "process: arguments and environment have %d bytes, at most %d are supported"
                            .formatted(total, MOST_BYTES));
        }
    }
}
