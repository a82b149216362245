package io.jdock.supervisor.stdio;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.shim.Shim;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The standard streams of one process, from its shim to its log and its clients.
 *
 * <p>Opened once the launcher has its streams and, if there is one, has handed its terminal to the shim; opened again by the next
 * supervisor, it goes on exactly where the last one was stopped, however that happened. Safe for use by several threads.
 */
public final class StdioHub implements AutoCloseable {

    private final StdioConfig config;
    private final Progress progress = new Progress();
    private final Map<OutputStreamKind, Spool> spools = new EnumMap<>(OutputStreamKind.class);
    private final List<Pump> pumps = new ArrayList<>(2);
    private final List<FifoForwarder> forwarders = new ArrayList<>(0);
    private final OutputLog log;
    private final StdinWriter stdin;
    private final Shim shim;
    private volatile Optional<FifoFeeder> feeder = Optional.empty();

    private StdioHub(Shim shim, StdioConfig config) {
        this.shim = shim;
        this.config = config;
        Path directory = shim.directory();
        for (OutputStreamKind stream : streams(shim)) {
            spools.put(stream, Spool.open(progress, directory.resolve(stream.label() + ".spool")));
        }
        this.log = openLog(directory);
        this.stdin = new StdinWriter(shim);
        startForwarders();
    }

    /** Starts to move the streams of a shim's process, or goes on with it. */
    public static StdioHub open(Shim shim, StdioConfig config) {
        StdioHub hub = new StdioHub(shim, config);
        hub.connect();
        return hub;
    }

    /** For a process whose terminal is still to come: clients may attach already, what they write waits for {@link #connect}. */
    public static StdioHub prepare(Shim shim, StdioConfig config) {
        return new StdioHub(shim, config);
    }

    /** Starts to move; called once. */
    public void connect() {
        startPumps();
        stdin.connect();
        if (config.stdin() instanceof InputSource.Fifo(Path path) && shim.isAlive()) {
            feeder = Optional.of(FifoFeeder.start(path, stdin));
        }
    }

    private static List<OutputStreamKind> streams(Shim shim) {
        return shim.hasTerminal()
                ? List.of(OutputStreamKind.STDOUT)
                : List.of(OutputStreamKind.STDOUT, OutputStreamKind.STDERR);
    }

    private OutputLog openLog(Path directory) {
        return config.stdout() instanceof OutputTarget.JsonFile(Path path)
                ? JsonFileLog.open(path, directory.resolve("log.intent"), spools)
                : new OutputLog.Dropped();
    }

    private void startForwarders() {
        spools.keySet().forEach(stream -> {
            if (target(stream) instanceof OutputTarget.Fifo(Path path)) {
                forwarders.add(FifoForwarder.start(path, attach(List.of(stream))));
            }
        });
    }

    private OutputTarget target(OutputStreamKind stream) {
        return switch (stream) {
            case STDOUT -> config.stdout();
            case STDERR -> config.stderr();
        };
    }

    private void startPumps() {
        spools.forEach((stream, spool) -> {
            try {
                pumps.add(Pump.start(stream, source(shim, stream), spool, log));
            } catch (FailedPreconditionException e) {
                if (shim.isAlive()) {
                    throw e;
                }
                // What was in the pipes is gone with the shim; what was taken before is still to be logged.
                spool.end();
                log.advance(stream, spool);
            }
        });
        log.rest();
    }

    private static OutputSource source(Shim shim, OutputStreamKind stream) {
        if (shim.hasTerminal()) {
            return new OutputSource.FromTerminal(shim.openTerminal(), shim.openTerminalPipe(), shim.openStdout());
        }
        return new OutputSource.FromPipe(
                switch (stream) {
                    case STDOUT -> shim.openStdout();
                    case STDERR -> shim.openStderr();
                });
    }

    /**
     * Joins the output: from when this returns nothing is missed. A process with a terminal has only stdout.
     *
     * @param stdout whether to get stdout, {@code stderr} the same
     */
    public Attachment attach(boolean stdout, boolean stderr) {
        List<OutputStreamKind> wanted = new ArrayList<>(2);
        if (stdout) {
            wanted.add(OutputStreamKind.STDOUT);
        }
        if (stderr) {
            wanted.add(OutputStreamKind.STDERR);
        }
        return attach(wanted);
    }

    private Attachment attach(List<OutputStreamKind> streams) {
        Map<OutputStreamKind, Spool.Cursor> cursors = new EnumMap<>(OutputStreamKind.class);
        for (OutputStreamKind stream : streams) {
            Spool spool = spools.get(stream);
            if (spool != null) {
                cursors.put(stream, spool.cursorAtEnd());
            }
        }
        return new Attachment(progress, cursors);
    }

    /**
     * Writes to the process's stdin or terminal, waiting while it does not read. Once the process has closed it or ended, the
     * bytes are dropped.
     *
     * @throws FailedPreconditionException if the process was started without stdin
     */
    public void writeStdin(byte[] bytes) {
        if (!config.hasStdin()) {
            throw new FailedPreconditionException("write to stdin: the process was started without it");
        }
        stdin.write(bytes);
    }

    /** Ends the process's stdin: it reads end of file after what was written. Has no effect on a terminal. */
    public void closeStdin() {
        feeder.ifPresentOrElse(FifoFeeder::close, stdin::end);
    }

    /**
     * To be called when the process has ended: waits until everything it wrote is in the log. Other processes that still hold its
     * streams open are not waited for, nor are attached clients, which go on reading what there is.
     *
     * @throws RuntimeException if the streams could not be moved any more; what is lost was logged
     */
    public void awaitDrained() {
        endWithoutPumps();
        pumps.forEach(Pump::finish);
        pumps.forEach(Pump::awaitEnd);
    }

    /** Tells attached clients that nothing will come, if it never was moved. */
    private void endWithoutPumps() {
        if (pumps.isEmpty()) {
            spools.values().forEach(Spool::end);
        }
    }

    /** Stops moving, wherever that is, and closes everything; attached clients read what there is first. */
    @Override
    public void close() {
        endWithoutPumps();
        pumps.forEach(Pump::stop);
        pumps.forEach(Pump::awaitEndOrFailure);
        forwarders.forEach(FifoForwarder::close);
        feeder.ifPresent(FifoFeeder::close);
        stdin.close();
        log.close();
        spools.values().forEach(Spool::release);
    }
}
