package io.jdock.supervisor.tasks;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.namespaces.NamespacePlan;
import io.jdock.linux.PidFd;
import io.jdock.shim.PidNamespace;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pid namespace a task's first process is to be in; holds the process it is shared with, if it is. */
record SharedPidNamespace(PidNamespace kind) implements AutoCloseable {

    /** A shim joins a namespace by one of its processes, so of all paths that could name one only this form serves. */
    private static final Pattern OF_PROCESS = Pattern.compile("/proc/([1-9][0-9]{0,9})/ns/pid");

    static SharedPidNamespace of(NamespacePlan plan) {
        if (plan.newPid()) {
            return new SharedPidNamespace(new PidNamespace.New());
        }
        return new SharedPidNamespace(plan.sharedPid()
                .<PidNamespace>map(path -> new PidNamespace.Joined(member(path)))
                .orElseGet(PidNamespace.Host::new));
    }

    private static PidFd member(Path path) {
        Matcher process = OF_PROCESS.matcher(path.toString());
        if (!process.matches()) {
            throw new InvalidArgumentException(
                    "linux.namespaces: pid namespace %s: must be given as /proc/PID/ns/pid".formatted(path));
        }
        return PidFd.open(Integer.parseInt(process.group(1)))
                .orElseThrow(() -> new InvalidArgumentException(
                        "linux.namespaces: pid namespace %s: there is no such process".formatted(path)));
    }

    @Override
    public void close() {
        if (kind instanceof PidNamespace.Joined(PidFd member)) {
            member.close();
        }
    }
}
