package io.jdock.supervisor.registry;

import io.jdock.errdefs.CanceledException;
import io.jdock.supervisor.content.Ingest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings a blob forward by several connections. What arrives before its turn waits in files of its own and is added when its
 * turn comes, so that the ingest grows from its beginning as ever: whoever reads along, hashes or resumes sees no difference.
 * For one thread, used once.
 *
 * <p>Each piece that fails takes away one connection, since a server may not want as many. What is missing in the end is left
 * to whoever has one connection and more patience.
 */
final class PiecesAhead implements AutoCloseable {

    private static final int CHUNK = 1 << 17;

    private final Piece.Source source;
    private final PiecePlan plan;
    private final Ingest ingest;
    private final SpareConnections spare;
    private final LongConsumer progress;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    /** The piece that has the connection which the download has anyway, until it is taken. */
    private @Nullable Piece own;

    private long next;
    private int allowed;

    PiecesAhead(Piece.Source source, PiecePlan plan, Ingest ingest, SpareConnections spare, LongConsumer progress) {
        this.source = source;
        this.plan = plan;
        this.ingest = ingest;
        this.spare = spare;
        this.progress = progress;
        this.next = ingest.length();
        this.allowed = plan.most();
    }

    /**
     * Runs to the blob's end, or until there is but one connection.
     *
     * @return whether it may be worth another try later: others had the connections
     */
    boolean run() {
        while (ingest.length() < ingest.size() && allowed > 1) {
            start();
            boolean alone = pieces.size() < 2 && next < ingest.size();
            if (!take(pieces.remove())) {
                allowed--;
                // The pieces behind it are worth something only when it is whole.
                startRest();
            } else if (alone) {
                return true;
            }
        }
        return false;
    }

    private void start() {
        while (next < ingest.size() && pieces.size() < allowed) {
            Optional<Piece> piece =
                    start(new ByteRange(next, Math.min(plan.piece(ingest.size()), ingest.size() - next)));
            if (piece.isEmpty()) {
                return;
            }
            pieces.addLast(piece.get());
            next = piece.get().range().end();
        }
    }

    /** What is missing before the next piece, after a failure. */
    private void startRest() {
        long end = pieces.isEmpty() ? next : pieces.getFirst().range().first();
        Optional<Piece> rest = allowed < 2 || end == ingest.length()
                ? Optional.empty()
                : start(new ByteRange(ingest.length(), end - ingest.length()));
        if (rest.isPresent()) {
            pieces.addFirst(rest.get());
        } else if (end != ingest.length()) {
            allowed = 0;
        }
    }

    private Optional<Piece> start(ByteRange range) {
        if (own == null) {
            own = new Piece(range, source, ingest.spool(), () -> {});
            return Optional.of(own);
        }
        return spare.tryAcquire()
                ? Optional.of(new Piece(range, source, ingest.spool(), spare::release))
                : Optional.empty();
    }

    /** Adds the piece whose turn it is, as far as it comes; whether it came whole. */
    private boolean take(Piece piece) {
        byte[] chunk = new byte[CHUNK];
        try (piece) {
            InputStream bytes = piece.follow();
            for (int count = bytes.read(chunk); count >= 0; count = bytes.read(chunk)) {
                ingest.append(chunk, 0, count);
                progress.accept(ingest.length());
            }
            return true;
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CanceledException(
                        "download of %s: canceled".formatted(source.call().uri()), e);
            }
            return false;
        } finally {
            own = piece == own ? null : own;
        }
    }

    /** Gives up what is still on its way; nothing of it is left then. */
    @Override
    public void close() {
        pieces.forEach(Piece::close);
        pieces.clear();
    }
}
