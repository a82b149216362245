package io.jdock.supervisor.registry;

import io.jdock.errdefs.DataLossException;
import io.jdock.supervisor.content.Ingest;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Receives one blob from where its ingest stands on. A connection that breaks is made again and goes on where it broke. For one
 * thread, used once.
 *
 * <p>A big blob begins with one piece, by which it is seen what one connection brings. Only where that is little, pieces come
 * side by side: {@link PiecesAhead}. A server that cannot give pieces, or not those that it is asked for, is asked for the
 * whole rest at once.
 */
final class BlobDownload {

    private static final int CHUNK = 1 << 17;

    private final Exchange exchange;
    private final Backoff backoff;
    private final PiecePlan plan;
    private final HttpCall call;
    private final Ingest ingest;
    private final SpareConnections spare;
    private final LongConsumer progress;
    private boolean inPieces = true;
    private long nextPiece;

    BlobDownload(
            Exchange exchange,
            Manner manner,
            HttpCall call,
            Ingest ingest,
            SpareConnections spare,
            LongConsumer progress) {
        this.exchange = exchange;
        this.backoff = manner.backoff();
        this.plan = manner.pieces();
        this.nextPiece = plan.probe();
        this.call = call;
        this.ingest = ingest;
        this.spare = spare;
        this.progress = progress;
    }

    /** Receives all that is missing and commits it; see {@link RegistryClient#download}. */
    void run() {
        int failures = 0;
        while (ingest.length() < ingest.size()) {
            long before = ingest.length();
            try {
                if (inPieces && plan.isBig(ingest.size() - before)) {
                    receivePieces();
                } else {
                    receiveRest();
                }
            } catch (IOException e) {
                // Each piece that arrives earns new patience.
                failures = ingest.length() > before ? 1 : failures + 1;
                if (failures >= backoff.attempts() || Thread.currentThread().isInterrupted()) {
                    throw RegistryErrors.ofBody(call, e, ingest.length(), ingest.size());
                }
                backoff.pause(failures + 1, Optional.empty());
            }
        }
        ingest.commit();
    }

    private void receivePieces() throws IOException {
        ByteRange range = new ByteRange(ingest.length(), nextPiece);
        long begin = System.nanoTime();
        Optional<String> version;
        try (HttpAnswer answer = exchange.attempt(call.with("Range", range.header()), Set.of())) {
            if (answer.status() == 200 && range.first() == 0) {
                // The whole of it is as good.
                requireLength(answer, ingest.size());
                append(answer, 0, Long.MAX_VALUE);
                requireUpTo(ingest.size());
                return;
            }
            if (!range.isBroughtBy(answer, ingest.size())) {
                inPieces = false;
                return;
            }
            version = answer.header("ETag");
            append(answer, 0, range.length());
            answer.finish();
        }
        requireUpTo(range.end());
        if (plan.isFast(range.length(), System.nanoTime() - begin)) {
            inPieces = false;
            return;
        }
        Piece.Source source = new Piece.Source(exchange, call, ingest.size(), version);
        try (PiecesAhead ahead = new PiecesAhead(source, plan, ingest, spare, progress)) {
            inPieces = ahead.run();
        }
        // Others have the connections: what is asked for next is long, so that it costs little that it is a piece.
        nextPiece = plan.big();
    }

    private void receiveRest() throws IOException {
        long offset = ingest.length();
        HttpCall ranged = offset == 0 ? call : call.with("Range", "bytes=" + offset + "-");
        try (HttpAnswer answer = exchange.send(ranged)) {
            // A server that cannot go on in the middle starts again; what we have is skipped then.
            long skip = answer.status() == 206 ? 0 : offset;
            requireLength(answer, ingest.size() - offset + skip);
            append(answer, skip, Long.MAX_VALUE);
        }
        requireUpTo(ingest.size());
    }

    /** Adds what the answer brings after {@code skip} bytes, but no more than {@code most}. */
    private void append(HttpAnswer answer, long skip, long most) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long toSkip = skip;
        long left = most;
        while (left > 0) {
            int count = answer.read(chunk, 0, (int) Math.min(CHUNK, left));
            if (count < 0) {
                return;
            }
            int skipped = (int) Math.min(toSkip, count);
            toSkip -= skipped;
            ingest.append(chunk, skipped, count - skipped);
            left -= count - skipped;
            progress.accept(ingest.length());
        }
    }

    private void requireUpTo(long end) throws IOException {
        if (ingest.length() < end) {
            throw new IOException("the body ends after %d of %d bytes".formatted(ingest.length(), ingest.size()));
        }
    }

    private void requireLength(HttpAnswer answer, long expected) {
        if (answer.length() >= 0 && answer.length() != expected) {
            throw new DataLossException(
                    "GET %s: %d bytes offered, expected %d".formatted(call.uri(), answer.length(), expected));
        }
    }
}
