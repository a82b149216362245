package io.jdock.libcontainer.process;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.libcontainer.seccomp.SeccompFilter;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.PidFd;
import io.jdock.linux.SocketCalls;
import io.jdock.oci.runtime.ContainerProcessState;
import io.jdock.oci.runtime.SpecJson;
import io.jdock.oci.runtime.State;
import java.util.List;
import java.util.Optional;

/**
 * An agent that decides about some calls of a process, and what it is told of the process's container.
 *
 * @see <a href="https://github.com/opencontainers/runtime-spec/blob/main/config-linux.md#seccomp">seccomp in the runtime spec</a>
 */
public record SeccompAgent(SeccompFilter.Listener listener, State container) {

    /** The agent of a process; nothing if its filter asks nobody. */
    public static Optional<SeccompAgent> of(ProcessPlan plan, State container) {
        Optional<SeccompFilter.Listener> listener = plan.listener();
        return listener.isEmpty() ? Optional.empty() : Optional.of(new SeccompAgent(listener.get(), container));
    }

    /**
     * Gives the agent the filter's listener. From then on it is asked, also by the launcher itself.
     *
     * @param pid the launcher
     * @param descriptor the listener's number there
     * @throws FailedPreconditionException if there is no agent, or one with a full queue
     */
    void giveListener(int pid, int descriptor) {
        byte[] message = SpecJson.write(new ContainerProcessState(
                container.ociVersion(),
                List.of(ContainerProcessState.SECCOMP_FD),
                pid,
                listener.metadata(),
                container));
        try (PidFd launcher = PidFd.open(pid).orElseThrow();
                Fd taken = launcher.take(descriptor);
                Fd socket = connect()) {
            send(socket, message, taken);
        }
    }

    private Fd connect() {
        try {
            // An agent that lets others wait would let us wait for ever, with a container half made.
            return SocketCalls.connectAtOnce(listener.path());
        } catch (ErrnoException e) {
            throw new FailedPreconditionException(
                    "failed to connect with seccomp agent specified in the seccomp profile: dial unix %s: connect: %s"
                            .formatted(listener.path(), e.errno().text()),
                    e);
        }
    }

    private void send(Fd socket, byte[] message, Fd taken) {
        try {
            SocketCalls.sendDescriptor(socket, message, taken);
        } catch (ErrnoException e) {
            throw new FailedPreconditionException(
                    "cannot send seccomp fd to %s: %s"
                            .formatted(listener.path(), e.errno().text()),
                    e);
        }
    }
}
