package io.jdock.runc.verb;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.PidFd;
import io.jdock.linux.Signal;
import io.jdock.runc.container.Container;
import io.jdock.runc.container.Removal;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import java.util.List;

/** Sends a signal to a container's first process, or to all of them. */
public final class KillVerb implements Verb {

    private final FlagSet set = new FlagSet();
    private final Flag all = set.toggle("all", "a", "signal all processes in the container");

    @Override
    public Usage usage() {
        return new Usage(
                "kill",
                "send a signal to a container's first process (default: SIGTERM)",
                "<container-id> [signal]",
                Usage.Arity.atLeast(1),
                "A signal is a number or a name, with SIG in front or without.");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Container container = cli.find(words.getFirst());
        String text = words.size() > 1 ? words.get(1) : "SIGTERM";
        int signal = parse(text);
        if (all.on()) {
            signalAll(container, signal);
        } else {
            signalInit(container, signal);
        }
        return 0;
    }

    /** Number 0 is none: it only asks whether there is somebody, see kill(2). */
    private static int parse(String text) {
        if (text.equals("0")) {
            return 0;
        }
        return Signal.parse(text)
                .orElseThrow(() -> new InvalidArgumentException("unknown signal \"%s\"".formatted(text)));
    }

    private static void signalInit(Container container, int signal) {
        try (PidFd init = container.init().flatMap(process -> process.open()).orElseThrow(KillVerb::notRunning)) {
            if (!init.signal(signal)) {
                throw notRunning();
            }
        }
        if (signal == Signal.KILL.number()) {
            Removal.thaw(container);
        }
    }

    private static void signalAll(Container container, int signal) {
        for (int pid : container.cgroup().processes()) {
            PidFd.open(pid).ifPresent(process -> {
                try (process) {
                    process.signal(signal);
                }
            });
        }
        if (signal == Signal.KILL.number()) {
            Removal.thaw(container);
        }
    }

    private static FailedPreconditionException notRunning() {
        return new FailedPreconditionException("container not running");
    }
}
