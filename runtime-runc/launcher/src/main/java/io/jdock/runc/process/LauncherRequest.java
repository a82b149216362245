package io.jdock.runc.process;

import io.jdock.linux.Fd;
import io.jdock.linux.PidFd;
import java.util.Optional;

/**
 * What kind of launcher is wanted.
 *
 * @param passed how many of our descriptors from 3 on are to reach the program
 * @param fresh flags of the namespaces that it is cloned into
 * @param target for an exec: the container's first process, whose pid namespace it shares and whose others it is going to join
 * @param console a socket that takes the master of a terminal
 */
public record LauncherRequest(int passed, long fresh, Optional<PidFd> target, Optional<Fd> console) {}
