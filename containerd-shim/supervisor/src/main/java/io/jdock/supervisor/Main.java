package io.jdock.supervisor;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.EngineException;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The command {@code jdock-containerd}: serves until it is told to end, and leaves its containers running when it does. */
public final class Main {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] arguments) {
        List<String> args = List.of(arguments);
        if (args.contains("--help") || args.contains("-h")) {
            System.out.println(Options.USAGE);
            return;
        }
        if (args.contains("--version") || args.contains("-v")) {
            System.out.println("jdock-containerd " + Version.current().text());
            return;
        }
        System.exit(run(args));
    }

    private static int run(List<String> args) {
        Options options;
        try {
            options = Options.parse(args);
        } catch (EngineException e) {
            System.err.println("jdock-containerd: " + e.text());
            return MISUSED;
        }
        Logging.configure(options.logLevel());
        try {
            serve(options);
            return 0;
        } catch (EngineException | UncheckedIOException e) {
            LoggerFactory.getLogger(Main.class).error("jdock-containerd cannot start: {}", e.getMessage());
            return FAILED;
        }
    }

    private static void serve(Options options) {
        Supervisor supervisor = Supervisor.start(options);
        Threads.onShutdown("shutdown", supervisor::close);
        try {
            supervisor.awaitClosed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
