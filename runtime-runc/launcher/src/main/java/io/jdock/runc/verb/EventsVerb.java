package io.jdock.runc.verb;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import io.jdock.libcontainer.cgroups.Cgroup;
import io.jdock.libcontainer.cgroups.OomWatch;
import io.jdock.linux.PidFd;
import io.jdock.linux.Readiness;
import io.jdock.runc.container.Container;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import java.time.Duration;
import java.util.List;

/** Tells what a container uses, and when it runs out of memory. */
public final class EventsVerb implements Verb {

    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(5);

    private final FlagSet set = new FlagSet();
    private final Flag interval = set.text("interval", "", "time between two reports (default: 5s)");
    private final Flag stats = set.toggle("stats", "", "report once and end");

    @Override
    public Usage usage() {
        return new Usage(
                "events",
                "tell what a container uses, and when it runs out of memory",
                "<container-id>",
                Usage.Arity.exactly(1),
                "Prints a JSON object a line, until the container ends.");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Container container = cli.find(words.getFirst());
        Duration pause = DurationFlag.of(interval, USUAL_INTERVAL);
        if (!pause.isPositive()) {
            throw new InvalidArgumentException("duration interval must be greater than 0");
        }
        PidFd init = container
                .init()
                .flatMap(process -> process.open())
                .orElseThrow(() -> new FailedPreconditionException(
                        "container with id %s is not running".formatted(words.getFirst())));
        try (init) {
            if (stats.on()) {
                report(cli, container);
            } else {
                follow(cli, container, init, pause);
            }
        }
        return 0;
    }

    private static void follow(Cli cli, Container container, PidFd init, Duration pause) {
        Cgroup cgroup = container.cgroup();
        try (OomWatch memory = cgroup.watchMemory(cgroup.oomKills())) {
            Threads.startVirtual("watch-memory", () -> {
                while (memory.await()) {
                    tell(cli, container, memory);
                }
            });
            while (!Readiness.awaitReadable(pause, init.fd())) {
                report(cli, container);
            }
            // What ended it may have been just that.
            tell(cli, container, memory);
        }
    }

    /** Whoever calls this may end the process: what was found by another thread is printed before it returns. */
    private static void tell(Cli cli, Container container, OomWatch memory) {
        synchronized (memory) {
            if (memory.happened()) {
                print(cli, event("oom", container));
            }
        }
    }

    private static void report(Cli cli, Container container) {
        print(
                cli,
                event("stats", container)
                        .put("data", StatsView.of(container.cgroup().stats())));
    }

    private static JsonObjectBuilder event(String type, Container container) {
        return JsonObject.builder()
                .put("type", type)
                .put("id", container.directory().id());
    }

    /** One write, so that two threads' lines do not mix. */
    private static void print(Cli cli, JsonObjectBuilder event) {
        cli.out().print(Json.line(event.build()));
    }
}
