package io.jdock.daemon.container.routes;

import io.jdock.daemon.container.lifecycle.ContainerDirectory;
import io.jdock.daemon.container.lifecycle.Endings;
import io.jdock.daemon.container.logs.LogQuery;
import io.jdock.daemon.container.logs.Logs;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.stream.StreamWriter;
import io.jdock.daemon.container.task.Exit;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Query;
import io.jdock.daemon.http.Router;
import io.jdock.daemon.http.Timestamps;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reading containers' logs. */
public final class LogRoutes {

    private static final long NANOS = 1_000_000_000L;

    private final ContainerStore store;
    private final ContainerDirectory directory;
    private final Logs logs;
    private final Endings endings;
    private final InstantSource clock;

    public LogRoutes(
            ContainerStore store, ContainerDirectory directory, Logs logs, Endings endings, InstantSource clock) {
        this.store = store;
        this.directory = directory;
        this.logs = logs;
        this.endings = endings;
        this.clock = clock;
    }

    public void register(Router router) {
        router.get("/containers/{id}/logs", this::read);
    }

    private void read(Exchange exchange) throws IOException {
        String id = store.resolve(exchange.pathParameter("id")).id();
        // Asked for before the state is looked at, so that an end in between is not missed.
        CompletableFuture<Exit> ended = endings.nextExit(id);
        Container container = store.get(id);
        if (container.host().logConfig().type().equals("none")) {
            throw new NotImplementedException("configured logging driver does not support reading");
        }
        LogQuery query = query(exchange.query());
        boolean tty = container.config().streams().tty();
        StreamWriter writer = new StreamWriter(exchange.stream(StreamType.of(tty, exchange.version())), !tty);
        Path log = directory.log(id);
        if (!exchange.query().flag("follow") || !container.state().status().isAlive()) {
            logs.copy(log, query, writer);
            return;
        }
        exchange.onDisconnect(() -> ended.cancel(false));
        try {
            logs.follow(log, query, writer, ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("follow the log of container %s: the daemon is going down".formatted(id), e);
        }
    }

    private LogQuery query(Query query) {
        boolean stdout = query.flag("stdout");
        boolean stderr = query.flag("stderr");
        if (!stdout && !stderr) {
            throw new InvalidArgumentException("Bad parameters: you must choose at least one stream");
        }
        return new LogQuery(
                stdout,
                stderr,
                time(query.text("since"), Long.MIN_VALUE),
                time(query.text("until"), Long.MAX_VALUE),
                tail(query.text("tail").orElse("all")),
                query.flag("timestamps"));
    }

    /** 0 is what clients send for "no limit". */
    private long time(Optional<String> text, long otherwise) {
        if (text.isEmpty() || text.get().equals("0")) {
            return otherwise;
        }
        Instant instant = Timestamps.parse(text.get(), clock.instant());
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
    }

    private static long tail(String text) {
        if (text.equals("all")) {
            return LogQuery.ALL;
        }
        try {
            return Math.max(Long.parseLong(text), LogQuery.ALL);
        } catch (NumberFormatException _) {
            // Docker shows everything, too, when it cannot read the number.
            return LogQuery.ALL;
        }
    }
}
