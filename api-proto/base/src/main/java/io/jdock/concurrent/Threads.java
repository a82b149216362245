package io.jdock.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only place that makes threads, so that every thread has a name and none dies unnoticed.
 *
 * <p>Virtual threads are for blocking Java code. Platform threads are for native calls that block and for calls that change
 * a kernel property of the thread (unshare, setns): such a thread is made for the one purpose and then ends.
 */
public final class Threads {

    private Threads() {}

    /** An executor that runs each task on a virtual thread of its own, named {@code name-0}, {@code name-1}, … */
    public static ExecutorService virtualPerTask(String name) {
        return Executors.newThreadPerTaskExecutor(virtualFactory(name));
    }

    /** Makes named virtual threads whose uncaught errors are logged. */
    public static ThreadFactory virtualFactory(String name) {
        return Thread.ofVirtual()
                .name(name + "-", 0)
                .uncaughtExceptionHandler(Threads::logUncaught)
                .factory();
    }

    /** Starts a virtual thread. */
    public static Thread startVirtual(String name, Runnable body) {
        return Thread.ofVirtual()
                .name(name)
                .uncaughtExceptionHandler(Threads::logUncaught)
                .start(body);
    }

    /** Starts a platform thread that does not keep the process alive. */
    public static Thread startDaemon(String name, Runnable body) {
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .uncaughtExceptionHandler(Threads::logUncaught)
                .start(body);
    }

    /**
     * Runs the body on a platform thread of its own, which ends with it, and waits. For code that changes a kernel property
     * of its thread.
     */
    public static <T> T callOnPlatformThread(String name, Supplier<T> body) {
        CompletableFuture<T> result = new CompletableFuture<>();
        startDaemon(name, () -> complete(result, body));
        return join(result);
    }

    /**
     * The same for work that goes on for long: an interrupt of the caller is passed on to the thread, which is waited for
     * nevertheless.
     */
    public static <T> T workOnPlatformThread(String name, Supplier<T> body) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread worker = startDaemon(name, () -> complete(result, body));
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException _) {
                interrupted = true;
                worker.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return join(result);
    }

    /** {@link #workOnPlatformThread(String, Supplier)} for work without a result. */
    public static void runOnPlatformThread(String name, Runnable body) {
        workOnPlatformThread(name, () -> {
            body.run();
            return name;
        });
    }

    private static <T> void complete(CompletableFuture<T> result, Supplier<T> body) {
        try {
            result.complete(body.get());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /** Waits for what another thread makes. Throws what kept it from being made as that was thrown. */
    public static <T> T join(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException unchecked -> throw unchecked;
                case Error fatal -> throw fatal;
                case null, default -> throw e;
            }
        }
    }

    /** Makes named platform threads that do not keep the process alive, for libraries that want a factory. */
    public static ThreadFactory daemonFactory(String name) {
        return Thread.ofPlatform()
                .name(name + "-", 0)
                .daemon()
                .uncaughtExceptionHandler(Threads::logUncaught)
                .factory();
    }

    /** Runs {@code body} when the process is told to end (SIGTERM, SIGINT, {@code System.exit}); the process waits for it. */
    public static void onShutdown(String name, Runnable body) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform()
                        .name(name)
                        .uncaughtExceptionHandler(Threads::logUncaught)
                        .unstarted(body));
    }

    private static void logUncaught(Thread thread, Throwable error) {
        Log.LOG.error("thread {} ended by an error nobody handled", thread.getName(), error);
    }

    /** Loaded when there is something to log, so that the command line, which starts cold, runs without a logger. */
    private static final class Log {
        private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
    }
}
