package io.jdock.supervisor.runtimes;

import io.jdock.linux.PidFd;
import io.jdock.linux.Readiness;
import io.jdock.linux.Signal;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A process and all that descends from it. */
final class ProcessTree {

    private ProcessTree() {}

    /** Kills all of it and waits for its end; does nothing if the process has ended by itself. */
    static void kill(ProcessHandle root) {
        if (!root.isAlive()) {
            return;
        }
        Map<Long, PidFd> stopped = new HashMap<>();
        try {
            // One that is stopped makes no more, and stays the parent of those that it has made.
            while (stopNew(root, stopped)) {
                Thread.onSpinWait();
            }
            stopped.values().forEach(process -> process.signal(Signal.KILL.number()));
            stopped.values().forEach(process -> Readiness.awaitReadable(process.fd()));
        } finally {
            stopped.values().forEach(PidFd::close);
        }
    }

    private static boolean stopNew(ProcessHandle root, Map<Long, PidFd> stopped) {
        int before = stopped.size();
        Stream.concat(Stream.of(root), root.descendants())
                .filter(process -> process.isAlive() && !stopped.containsKey(process.pid()))
                .forEach(process -> PidFd.open((int) process.pid()).ifPresent(held -> {
                    // Alive still: the number was not passed on before it was held.
                    if (process.isAlive() && held.signal(Signal.STOP.number())) {
                        stopped.put(process.pid(), held);
                    } else {
                        held.close();
                    }
                }));
        return stopped.size() > before;
    }
}
