package io.jdock.daemon.container.exec;

import io.jdock.concurrent.Threads;
import io.jdock.daemon.container.lifecycle.ContainerEvents;
import io.jdock.daemon.container.lifecycle.StartFailure;
import io.jdock.daemon.container.spec.ExecProcess;
import io.jdock.daemon.container.spec.HostFacts;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.task.AttachedStreams;
import io.jdock.daemon.container.task.Exit;
import io.jdock.daemon.container.task.NewExec;
import io.jdock.daemon.container.task.StreamChoice;
import io.jdock.daemon.container.task.Tasks;
import io.jdock.engine.api.exec.ExecCreateRequest;
import io.jdock.engine.api.exec.ExecStartRequest;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates, starts and follows execs. Safe for concurrent use. */
public final class ExecService {

    private static final Logger LOG = LoggerFactory.getLogger(ExecService.class);
    private static final int ID_BYTES = 32;
    /** Exit code of a process that went with its container or its supervisor's record of it. */
    private static final int KILLED = 137;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ContainerStore store;
    private final Tasks tasks;
    private final ContainerEvents events;
    private final HostFacts facts;
    private final InstantSource clock;
    private final ExecRegistry execs = new ExecRegistry();

    public ExecService(
            ContainerStore store, Tasks tasks, ContainerEvents events, HostFacts facts, InstantSource clock) {
        this.store = store;
        this.tasks = tasks;
        this.events = events;
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * Prepares a command.
     *
     * @return its ID
     * @throws ConflictException when the container does not run
     */
    public String create(String container, ExecCreateRequest request) {
        if (request.cmd().isEmpty()) {
            throw new InvalidArgumentException("No exec command specified");
        }
        Container target = store.resolve(container);
        target.state().status().requireRunning(target.id());
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        Exec exec = Exec.created(HexFormat.of().formatHex(bytes), target.id(), request);
        execs.add(exec, clock.instant());
        publish("exec_create: " + String.join(" ", request.cmd()), exec, Map.of("execID", exec.id()));
        return exec.id();
    }

    /** @throws io.jdock.errdefs.NotFoundException in Docker's words */
    public Exec get(String id) {
        return execs.get(id);
    }

    /** IDs of the execs that run in a container. */
    public List<String> running(String containerId) {
        return execs.running(containerId);
    }

    /**
     * Starts a command without joining its streams.
     *
     * @throws ConflictException when it was started before
     * @throws EngineException when it cannot be executed
     */
    public void start(String id, ExecStartRequest how) {
        Exec exec = prepare(id, how);
        run(exec);
    }

    /**
     * Starts a command with its streams joined, so that none of its output is missed.
     *
     * @return the streams; they fail to be read if the command cannot be executed
     */
    public AttachedStreams startAttached(String id, ExecStartRequest how) {
        Exec exec = prepare(id, how);
        ExecCreateRequest request = exec.request();
        AttachedStreams streams = tasks.attach(
                exec.ref(), new StreamChoice(request.attachStdin(), request.attachStdout(), request.attachStderr()));
        try {
            return new ExecStreams(streams, run(exec));
        } catch (RuntimeException e) {
            streams.close();
            throw e;
        }
    }

    /** Sets the size of a running command's terminal, in characters. */
    public void resize(String id, int width, int height) {
        Exec exec = execs.get(id);
        if (exec.phase() != Exec.Phase.STARTED) {
            throw new ConflictException("cannot resize exec %s: it is not running".formatted(id));
        }
        tasks.resize(exec.ref(), width, height);
    }

    /** Tells clients that a user left a command's terminal. */
    public void detached(String id) {
        publish("exec_detach", execs.get(id), Map.of("execID", id));
    }

    /** Forgets the execs of a container that is no more. */
    public void forget(String containerId) {
        execs.removeAll(containerId);
    }

    private Exec prepare(String id, ExecStartRequest how) {
        Container container = store.get(execs.get(id).containerId());
        container.state().status().requireRunning(container.id());
        Exec exec = execs.claim(id);
        try {
            tasks.createExec(new NewExec(
                    exec.ref(),
                    ExecProcess.build(container.config(), container.host(), exec.request(), how, facts),
                    exec.request().attachStdin()));
            return exec;
        } catch (EngineException e) {
            throw failed(exec, e);
        }
    }

    /** Starts it; what is returned completes when its exit is on record. */
    private CompletableFuture<Void> run(Exec exec) {
        CompletableFuture<Exit> exit = tasks.exit(exec.ref());
        try {
            int pid = tasks.startExec(exec.ref());
            execs.update(exec.id(), it -> it.running(pid));
        } catch (EngineException e) {
            exit.cancel(false);
            tasks.deleteExec(exec.ref());
            throw failed(exec, e);
        }
        publish("exec_start: " + String.join(" ", exec.request().cmd()), exec, Map.of("execID", exec.id()));
        return exit.exceptionally(_ -> new Exit(KILLED, clock.instant()))
                .thenAcceptAsync(end -> ended(exec, end), task -> Threads.startVirtual("exec-exit-" + exec.id(), task));
    }

    private void ended(Exec exec, Exit exit) {
        execs.update(exec.id(), it -> it.ended(exit.code(), exit.at()));
        publish("exec_die", exec, Map.of("execID", exec.id(), "exitCode", Integer.toString(exit.code())));
        try {
            tasks.deleteExec(exec.ref());
        } catch (EngineException e) {
            LOG.warn("exec {} goes with its container only: {}", exec.id(), e.text());
        }
    }

    private EngineException failed(Exec exec, EngineException error) {
        StartFailure failure = StartFailure.of(error, "OCI runtime exec failed: ");
        execs.update(exec.id(), it -> it.ended(failure.exitCode(), clock.instant()));
        return failure.toException(error);
    }

    private void publish(String action, Exec exec, Map<String, String> attributes) {
        store.find(exec.containerId()).ifPresent(container -> events.publish(action, container, attributes));
    }
}
