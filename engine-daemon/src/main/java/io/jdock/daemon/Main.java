package io.jdock.daemon;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.EngineException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** The command {@code jdockd}: serves until it is told to end; supervisor and containers go on without it. */
public final class Main {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] arguments) {
        List<String> args = List.of(arguments);
        if (args.contains("--help")) {
            System.out.println(Options.USAGE);
            return;
        }
        if (args.contains("--version") || args.contains("-v")) {
            System.out.println("jdockd " + Version.current().text());
            return;
        }
        System.exit(run(args));
    }

    private static int run(List<String> args) {
        Configuration configuration;
        try {
            configuration = new Configuration(args);
        } catch (EngineException e) {
            System.err.println("jdockd: " + e.text());
            return MISUSED;
        }
        if (configuration.started().validate()) {
            System.err.println("configuration OK");
            return 0;
        }
        Logging.configure(configuration.logLevel());
        try {
            serve(configuration);
            return 0;
        } catch (EngineException | UncheckedIOException e) {
            LoggerFactory.getLogger(Main.class).error("jdockd cannot start: {}", e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static void serve(Configuration configuration) throws InterruptedException {
        Daemon daemon = Daemon.start(configuration);
        // SIGTERM and SIGINT run the hooks; the process ends when they have.
        Threads.onShutdown("shutdown", daemon::close);
        Hangup.onEach(daemon::reload);
        new CountDownLatch(1).await();
    }
}
