package io.jdock.daemon.container.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.daemon.container.attach.AttachSession;
import io.jdock.daemon.container.exec.Exec;
import io.jdock.daemon.container.exec.ExecService;
import io.jdock.daemon.container.stream.DetachKeys;
import io.jdock.daemon.container.stream.StreamKind;
import io.jdock.daemon.container.stream.StreamWriter;
import io.jdock.daemon.container.task.AttachedStreams;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.RawStream;
import io.jdock.daemon.http.Router;
import io.jdock.engine.api.exec.ExecCreateRequest;
import io.jdock.engine.api.exec.ExecCreateResponse;
import io.jdock.engine.api.exec.ExecInspect;
import io.jdock.engine.api.exec.ExecStartRequest;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.util.Optional;

/** Commands in running containers. */
public final class ExecRoutes {

    private final ExecService execs;

    public ExecRoutes(ExecService execs) {
        this.execs = execs;
    }

    public void register(Router router) {
        router.post("/containers/{id}/exec", this::create)
                .post("/exec/{id}/start", this::start)
                .post("/exec/{id}/resize", this::resize)
                .get("/exec/{id}/json", this::inspect);
    }

    private void create(Exchange exchange) throws IOException {
        ExecCreateRequest request = exchange.json(ExecCreateRequest.class);
        keys(request);
        exchange.created(new ExecCreateResponse(execs.create(exchange.pathParameter("id"), request)));
    }

    private void start(Exchange exchange) throws IOException {
        String id = exchange.pathParameter("id");
        ExecStartRequest how = exchange.json(ExecStartRequest.class);
        if (how.detach()) {
            execs.start(id, how);
            exchange.ok();
        } else {
            startAttached(exchange, execs.get(id), how);
        }
    }

    /** The frames follow what was said at create, which is what the process has; clients send the same again here. */
    private void startAttached(Exchange exchange, Exec exec, ExecStartRequest how) throws IOException {
        boolean tty = exec.request().tty();
        AttachedStreams process;
        try {
            process = execs.startAttached(exec.id(), how);
        } catch (InvalidArgumentException e) {
            tell(exchange, exec, e.text());
            return;
        }
        try (process) {
            RawStream client = exchange.hijack(StreamType.of(tty, exchange.version()));
            StreamWriter writer = new StreamWriter(client.output(), !tty);
            Optional<DetachKeys> keys = tty ? Optional.of(keys(exec.request())) : Optional.empty();
            AttachSession session = new AttachSession(client, process, writer, keys, !tty);
            if (session.run(exec.request().attachStdin())) {
                execs.detached(exec.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("exec %s: the daemon is going down".formatted(exec.id()), e);
        }
    }

    /** A command that cannot be executed has an exit code that clients ask for, so they are told of it as of its output. */
    private static void tell(Exchange exchange, Exec exec, String text) throws IOException {
        boolean tty = exec.request().tty();
        RawStream client = exchange.hijack(StreamType.of(tty, exchange.version()));
        StreamWriter writer = new StreamWriter(client.output(), !tty);
        byte[] line = (text + "\r\n").getBytes(UTF_8);
        writer.write(StreamKind.STDOUT, line, 0, line.length);
        writer.flush();
        client.output().close();
    }

    private void resize(Exchange exchange) throws IOException {
        int height = TerminalSize.of(exchange, "h");
        int width = TerminalSize.of(exchange, "w");
        execs.resize(exchange.pathParameter("id"), width, height);
        exchange.ok();
    }

    private void inspect(Exchange exchange) throws IOException {
        Exec exec = execs.get(exchange.pathParameter("id"));
        ExecCreateRequest request = exec.request();
        String keys = request.detachKeys();
        exchange.ok(new ExecInspect(
                exec.id(),
                exec.phase() == Exec.Phase.STARTED,
                exec.exitCode().orElse(null),
                new ExecInspect.Process(
                        request.tty(),
                        request.cmd().getFirst(),
                        request.cmd().subList(1, request.cmd().size()),
                        request.privileged(),
                        request.user()),
                request.attachStdin(),
                request.attachStderr(),
                request.attachStdout(),
                exec.phase() == Exec.Phase.ENDED,
                exec.containerId(),
                keys == null ? "" : keys,
                exec.pid()));
    }

    private static DetachKeys keys(ExecCreateRequest request) {
        String text = request.detachKeys();
        return DetachKeys.parse(text == null ? "" : text);
    }
}
