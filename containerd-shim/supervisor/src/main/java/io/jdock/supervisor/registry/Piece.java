package io.jdock.supervisor.registry;

import io.jdock.concurrent.Threads;
import io.jdock.supervisor.content.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** One piece of a blob on its way into a file of its own, on a virtual thread of its own. A failure ends it; it is not tried again. */
final class Piece implements AutoCloseable {

    private static final int CHUNK = 1 << 17;

    private final ByteRange range;
    private final Spool spool;
    private final Thread thread;

    /** What all pieces of a blob have in common. @param version what the server calls the blob's bytes, if it says so */
    record Source(Exchange exchange, HttpCall call, long size, Optional<String> version) {}

    /** @param atEnd run when no connection is needed any more */
    Piece(ByteRange range, Source source, Spool spool, Runnable atEnd) {
        this.range = range;
        this.spool = spool;
        this.thread = Threads.startVirtual("download " + range.header(), () -> {
            try {
                fetch(source);
            } catch (IOException | RuntimeException | Error e) {
                // Whoever reads learns of it, and sees to what is missing; of errors too, or it would wait for ever.
                spool.giveUp(e);
            } finally {
                atEnd.run();
            }
        });
    }

    private void fetch(Source source) throws IOException {
        HttpCall call = source.call().with("Range", range.header());
        try (HttpAnswer answer = source.exchange().attempt(call, Set.of())) {
            range.require(answer, source.size());
            requireVersion(source.version(), answer.header("ETag"));
            byte[] chunk = new byte[CHUNK];
            long left = range.length();
            while (left > 0) {
                int count = answer.read(chunk, 0, (int) Math.min(left, CHUNK));
                if (count < 0) {
                    throw new IOException("the body ends %d bytes too early".formatted(left));
                }
                spool.append(chunk, 0, count);
                left -= count;
            }
            spool.complete();
            answer.finish();
        }
    }

    private static void requireVersion(Optional<String> expected, Optional<String> found) throws IOException {
        if (expected.isPresent() && found.isPresent() && !expected.equals(found)) {
            throw new IOException(
                    "the server has other bytes now: %s, before %s".formatted(found.get(), expected.get()));
        }
    }

    ByteRange range() {
        return range;
    }

    /** The piece's bytes as they arrive; reading them fails when they do not. */
    InputStream follow() {
        return spool.follow();
    }

    /** Gives the piece up if it is still on its way, and waits until it holds nothing any more. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                // It ends soon: it was told to. Whoever told us has to wait for that.
                interrupted = true;
            }
        }
        spool.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
