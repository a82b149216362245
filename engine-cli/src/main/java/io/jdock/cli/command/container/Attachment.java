package io.jdock.cli.command.container;

import io.jdock.cli.client.Hijacked;
import io.jdock.cli.command.BrokenOutputException;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.Streams;
import io.jdock.cli.terminal.DetachKeys;
import io.jdock.concurrent.Threads;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Joins our three streams to those of a process in a container until its output ends or the user detaches.
 *
 * <p>The calling thread copies output; a second one copies input, and half-closes the connection when ours ends, so that the
 * process sees the end of its input while its output still arrives.
 */
final class Attachment {

    private static final int BUFFER = 16 * 1024;

    private final Cli cli;
    private final Hijacked stream;
    private final boolean tty;
    private final DetachKeys detachKeys;
    private final CountDownLatch inputEnded = new CountDownLatch(1);
    private volatile boolean detached;

    Attachment(Cli cli, Hijacked stream, boolean tty, DetachKeys detachKeys) {
        this.cli = cli;
        this.stream = stream;
        this.tty = tty;
        this.detachKeys = detachKeys;
    }

    /**
     * Copies until the end. The terminal, if there is one, is the caller's affair.
     *
     * @param withInput whether our standard input goes to the process
     * @param withOutput whether anything comes back; otherwise this returns when the input ends
     * @return whether the user detached, and the process runs on
     */
    boolean run(boolean withInput, boolean withOutput) {
        try {
            if (withInput) {
                Threads.startDaemon("stdin", this::copyInput);
            }
            if (withOutput) {
                Streams.copy(cli, stream);
            } else {
                inputEnded.await();
            }
        } catch (IOException e) {
            if (!detached) {
                throw new CommandException("attached stream broke: " + e.getMessage());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly();
        }
        return detached;
    }

    private void copyInput() {
        try {
            OutputStream out = stream.output();
            byte[] buffer = new byte[BUFFER];
            int count = cli.in().read(buffer);
            while (count >= 0) {
                if (!tty) {
                    out.write(buffer, 0, count);
                } else if (detachKeys.pass(buffer, count, out)) {
                    detach();
                    return;
                }
                count = cli.in().read(buffer);
            }
            stream.connection().closeOutput();
        } catch (IOException e) {
            // The process ended before it read everything. Its output and exit status tell the rest.
            return;
        } finally {
            inputEnded.countDown();
        }
    }

    /** Closing the connection wakes the thread that reads the output; the engine takes it for a detach. */
    private void detach() {
        detached = true;
        closeQuietly();
    }

    private void closeQuietly() {
        closeQuietly(stream);
    }

    private static void closeQuietly(@Nullable Hijacked stream) {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException | BrokenOutputException e) {
            // Closing only frees the descriptor; nothing that was sent or received depends on it.
            return;
        }
    }
}
