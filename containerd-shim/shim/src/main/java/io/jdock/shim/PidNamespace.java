package io.jdock.shim;

import io.jdock.linux.PidFd;

/** Which pid namespace the process gets. It decides what happens to the process when somebody kills its shim. */
public sealed interface PidNamespace {

    /** A new one. The shim is itself PID 1 of one around it, so nothing inside can survive the shim, set-user-ID or not. */
    record New() implements PidNamespace {}

    /** The supervisor's. */
    record Host() implements PidNamespace {}

    /**
     * Whatever an OCI runtime gives it: the launcher executes the runtime, and the process is what that leaves behind. The shim
     * is in the supervisor's, as that is where a runtime counts, so nothing ends the process with the shim but the supervisor.
     */
    record OfRuntime() implements PidNamespace {}

    /**
     * That of a running process: for an exec, or for a container that shares another one's.
     *
     * @param member any process of it; only used while the shim starts
     * @param namespaces what the process is in when it is first seen there, as flags of setns(2): this and others of the member's
     */
    record Joined(PidFd member, long namespaces) implements PidNamespace {}
}
