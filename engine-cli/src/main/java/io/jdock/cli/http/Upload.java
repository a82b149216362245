package io.jdock.cli.http;

import io.jdock.concurrent.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A request whose body is on its way, in chunks, on a thread of its own: the answer may begin before it is complete. Refusals come this way: why an
 * upload is not wanted is known long before its end.
 */
final class Upload {

    private static final int BUFFER = 64 * 1024;

    /** How long a peer that closes a connection may take to close the other direction of it. */
    private static final long PATIENCE_SECONDS = 10;

    private final byte[] head;
    private final InputStream source;
    private final Connection connection;
    private final CompletableFuture<Boolean> sent = new CompletableFuture<>();

    private Upload(byte[] head, InputStream source, Connection connection) {
        this.head = head;
        this.source = source;
        this.connection = connection;
    }

    /** Begins to send. When the source cannot be read the connection is closed, so that nobody takes a part for the whole. */
    static Upload start(byte[] head, InputStream source, Connection connection) {
        Upload upload = new Upload(head, source, connection);
        Threads.startDaemon("upload", upload::run);
        return upload;
    }

    private void run() {
        try {
            send(connection.output());
            sent.complete(true);
        } catch (SendException e) {
            // What the peer said before it hung up can still be read.
            sent.completeExceptionally(e);
        } catch (IOException | RuntimeException e) {
            sent.completeExceptionally(e);
            closeFor(e);
        }
    }

    private void send(OutputStream output) throws IOException {
        output.write(head);
        byte[] buffer = new byte[BUFFER];
        int count = source.read(buffer);
        while (count >= 0) {
            if (count > 0) {
                output.write((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                output.write(buffer, 0, count);
                output.write(new byte[] {'\r', '\n'});
            }
            count = source.read(buffer);
        }
        output.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private void closeFor(Exception problem) {
        try {
            connection.close();
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
    }

    /** Whether everything was sent, so that the connection can carry another request. */
    boolean isComplete() {
        return sent.isDone() && !sent.isCompletedExceptionally();
    }

    /**
     * Says why there is no answer, or no end of it: because the upload failed, if it did, or for the reason given.
     *
     * @throws RuntimeException when the source threw it
     */
    IOException reason(IOException given) {
        try {
            sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return given;
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case IOException broken -> broken;
                case RuntimeException unchecked -> throw unchecked;
                case null, default -> throw new CompletionException(e);
            };
        } catch (TimeoutException e) {
            return given;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return given;
        }
    }
}
