package io.jdock.runc.process;

import io.jdock.linux.Fd;
import io.jdock.linux.PidFd;
import java.util.Optional;

/**
 * What kind of launcher is wanted.
 *
 * @param passed how many of our descriptors from 3 on are to reach the program
 * @param fresh flags of the namespaces that it is cloned into
 * @param target for an exec
 * @param console a socket that takes the master of a terminal
 */
public record LauncherRequest(int passed, long fresh, Optional<Target> target, Optional<Fd> console) {

    /**
     * The container that a process is executed in.
     *
     * @param first its first process
     * @param namespaces that the launcher is in when the container first sees it, as flags of setns(2)
     */
    public record Target(PidFd first, long namespaces) {}
}
