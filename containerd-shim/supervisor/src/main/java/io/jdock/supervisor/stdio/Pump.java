package io.jdock.supervisor.stdio;

import io.jdock.concurrent.Threads;
import io.jdock.linux.Poller;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves one output stream into its spool and from there into the log, on a virtual thread of its own, until the stream ends.
 *
 * <p>If it fails, say because the disk is full, {@link #awaitEnd} tells why; the process is then held back once its pipe is full,
 * as nothing may be thrown away.
 */
final class Pump {

    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

    private final OutputStreamKind stream;
    private final OutputSource source;
    private final Spool spool;
    private final OutputLog log;
    private final Poller.Watch watch;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile boolean stopped;

    private Pump(OutputStreamKind stream, OutputSource source, Spool spool, OutputLog log) {
        this.stream = stream;
        this.source = source;
        this.spool = spool;
        this.log = log;
        this.watch = Poller.shared().watch(source.waitFor(), Poller.Interest.READABLE);
    }

    static Pump start(OutputStreamKind stream, OutputSource source, Spool spool, OutputLog log) {
        Pump pump = new Pump(stream, source, spool, log);
        Threads.startVirtual("pump-" + stream.label(), pump::run);
        return pump;
    }

    private void run() {
        try (source;
                watch) {
            moveUntilTheEnd();
            spool.end();
            if (!stopped) {
                log.advance(stream, spool);
            }
            log.rest();
            end.complete(null);
        } catch (RuntimeException | Error e) {
            LOG.error("the output of {} is no longer moved", stream.label(), e);
            spool.end();
            end.completeExceptionally(e);
        }
    }

    private void moveUntilTheEnd() {
        boolean more = moveAll();
        while (more) {
            log.rest();
            // False when called off: the process has ended, and what it wrote last is still to be taken.
            boolean again = watch.await();
            more = moveAll() && again;
        }
    }

    /** Moves until nothing is there; false at the end of the stream. */
    private boolean moveAll() {
        while (true) {
            switch (source.moveInto(spool)) {
                case SOME -> {
                    log.advance(stream, spool);
                    spool.discardBefore(log.doneUntil(stream, spool));
                    spool.awaitRoom();
                }
                case NOTHING_YET -> {
                    return true;
                }
                case END -> {
                    return false;
                }
            }
        }
    }

    /** The process has ended: take what is there and do not wait for others that still hold its streams open. */
    void finish() {
        spool.stopHoldingBack();
        watch.close();
    }

    /** Leaves the rest to a successor; an unfinished line in particular, as it may still be finished. */
    void stop() {
        stopped = true;
        finish();
    }

    /** Waits until all output is in the log. @throws RuntimeException what made the pump fail */
    void awaitEnd() {
        end.join();
    }

    /** Waits until the pump has stopped, for whatever reason. */
    void awaitEndOrFailure() {
        end.exceptionally(alreadyLogged -> null).join();
    }
}
