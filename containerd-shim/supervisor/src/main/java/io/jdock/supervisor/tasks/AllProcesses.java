package io.jdock.supervisor.tasks;

import io.jdock.libcontainer.cgroups.Cgroup;
import io.jdock.linux.PidFd;
import io.jdock.linux.Signal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Signals everything in a cgroup. */
final class AllProcesses {

    private AllProcesses() {}

    static void signal(Cgroup cgroup, int signal) {
        if (signal == Signal.KILL.number()) {
            cgroup.kill();
            return;
        }
        // Those that are forked meanwhile get it too: it goes round until there is nobody new.
        Set<Integer> signalled = new HashSet<>();
        List<Integer> pids = cgroup.processes();
        while (signalled.addAll(pids)) {
            for (int pid : pids) {
                PidFd.open(pid).ifPresent(process -> {
                    try (process) {
                        signalIfStillIn(cgroup, pid, process, signal);
                    }
                });
            }
            pids = cgroup.processes().stream()
                    .filter(pid -> !signalled.contains(pid))
                    .toList();
        }
    }

    /** Between listing and opening the number may have come to mean a process elsewhere; once it is open it cannot. */
    private static void signalIfStillIn(Cgroup cgroup, int pid, PidFd process, int signal) {
        if (cgroup.processes().contains(pid)) {
            process.signal(signal);
        }
    }
}
