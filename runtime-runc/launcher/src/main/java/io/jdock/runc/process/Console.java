package io.jdock.runc.process;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Fd;
import io.jdock.linux.SocketCalls;
import io.jdock.oci.runtime.Box;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the master of a process's terminal goes: over somebody's console socket, or to us, who then stand between it and our own
 * terminal.
 *
 * @param launcherEnd what the launcher sends the master over
 * @param relay how we receive it, if we do
 */
public record Console(Fd launcherEnd, Optional<Relay> relay) implements AutoCloseable {

    /** @param end where we receive the master, {@code own} our terminal */
    record Relay(Fd end, OwnTerminal own) {}

    /**
     * The console that a process needs; nothing if it has no terminal.
     *
     * @param terminal whether it has one
     * @param detached whether nobody will stand by it
     * @param socket path of a console socket, if one was given
     */
    public static Optional<Console> of(boolean terminal, boolean detached, @Nullable String socket) {
        if (detached && terminal && socket == null) {
            throw new InvalidArgumentException(
                    "cannot allocate tty if runc will detach without setting console socket");
        }
        if (socket != null && !(detached && terminal)) {
            throw new InvalidArgumentException("cannot use console socket if runc will not detach or allocate tty");
        }
        if (socket != null) {
            return Optional.of(new Console(SocketCalls.connectAtOnce(socket), Optional.empty()));
        }
        return terminal ? Optional.of(ours()) : Optional.empty();
    }

    private static Console ours() {
        // First, so that nothing is made for nothing if there is none.
        OwnTerminal own = OwnTerminal.find();
        SocketCalls.Pair pair = SocketCalls.pair(SocketCalls.SOCK_STREAM);
        return new Console(pair.left(), Optional.of(new Relay(pair.right(), own)));
    }

    /** The size that the process's terminal starts with: that of ours, if we stand between. */
    public Optional<Box> size() {
        return relay.map(ours -> ours.own().size()).map(size -> new Box(size.rows(), size.columns()));
    }

    @Override
    public void close() {
        launcherEnd.close();
        relay.ifPresent(ours -> {
            ours.end().close();
            ours.own().close();
        });
    }
}
