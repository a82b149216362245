package io.jdock.daemon.container.attach;

import io.jdock.concurrent.Threads;
import io.jdock.daemon.container.stream.DetachKeys;
import io.jdock.daemon.container.stream.StreamWriter;
import io.jdock.daemon.container.task.AttachedStreams;
import io.jdock.daemon.http.RawStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pumps bytes between one client and one process: output on the calling thread, input on a thread of its own. */
public final class AttachSession {

    private static final Logger LOG = LoggerFactory.getLogger(AttachSession.class);
    private static final int INPUT_PIECE = 32 << 10;

    private final RawStream client;
    private final AttachedStreams process;
    private final StreamWriter writer;
    private final Optional<DetachKeys> keys;
    private final boolean closeInput;
    private volatile boolean detached;

    /**
     * @param keys what ends the session when it is typed; empty where input is no terminal's
     * @param closeInput the end of the client's input is passed on to the process
     */
    public AttachSession(
            RawStream client,
            AttachedStreams process,
            StreamWriter writer,
            Optional<DetachKeys> keys,
            boolean closeInput) {
        this.client = client;
        this.process = process;
        this.writer = writer;
        this.keys = keys;
        this.closeInput = closeInput;
    }

    /**
     * Returns when the output has ended, the user detached, or the client is gone.
     *
     * @param input whether the client's bytes are passed on
     * @return whether the user detached
     */
    public boolean run(boolean input) throws InterruptedException {
        if (input) {
            Threads.startVirtual("attach-input", this::pumpInput);
        }
        try (process) {
            pumpOutput();
        }
        return detached;
    }

    private void pumpOutput() throws InterruptedException {
        try {
            Optional<AttachedStreams.Output> piece;
            while ((piece = process.read()).isPresent()) {
                byte[] bytes = piece.get().bytes();
                writer.write(piece.get().stream(), bytes, 0, bytes.length);
                writer.flush();
            }
            client.output().close();
        } catch (IOException e) {
            LOG.debug("an attached client or the supervisor is gone", e);
        }
    }

    private void pumpInput() {
        Optional<DetachKeys.Scan> scan = keys.map(DetachKeys::scan);
        byte[] buffer = new byte[INPUT_PIECE];
        try {
            int count;
            while ((count = client.input().read(buffer)) >= 0) {
                if (scan.isEmpty()) {
                    process.write(Arrays.copyOf(buffer, count));
                } else if (!pass(scan.get().accept(buffer, count))) {
                    return;
                }
            }
            if (scan.isPresent()) {
                process.write(scan.get().rest());
            }
            if (closeInput) {
                process.closeInput();
            }
        } catch (IOException e) {
            LOG.debug("input of an attached client has ended", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean pass(DetachKeys.Result result) throws IOException, InterruptedException {
        if (result.passed().length > 0) {
            process.write(result.passed());
        }
        if (result.detached()) {
            detached = true;
            process.close();
        }
        return !result.detached();
    }
}
