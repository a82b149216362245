package io.jdock.supervisor.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a client streams, for code that blocks: the client is asked for the next message when one was taken, so that
 * only a few are held.
 *
 * @param <Q> the message that carries the bytes
 */
final class RequestBytes<Q> extends InputStream implements StreamObserver<Q> {

    private static final int AHEAD = 4;

    private final ServerCallStreamObserver<?> caller;
    private final Function<Q, ByteString> data;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ByteString> pieces = new ArrayDeque<>();
    private int offset;
    private boolean ended;
    private @Nullable Throwable failure;

    /** To be made on the thread the call came in on. */
    RequestBytes(ServerCallStreamObserver<?> caller, Function<Q, ByteString> data) {
        this.caller = caller;
        this.data = data;
        caller.disableAutoRequest();
        caller.request(AHEAD);
    }

    @Override
    public void onNext(Q message) {
        lock.lock();
        try {
            pieces.add(data.apply(message));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onCompleted() {
        end(null);
    }

    @Override
    public void onError(Throwable error) {
        end(error);
    }

    private void end(@Nullable Throwable error) {
        lock.lock();
        try {
            ended = true;
            failure = error;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, target.length);
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            ByteString piece = awaitPiece();
            if (piece.isEmpty()) {
                return -1;
            }
            int count = Math.min(length, piece.size() - offset);
            piece.substring(offset, offset + count).copyTo(target, from);
            offset += count;
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the client", e);
        } finally {
            lock.unlock();
        }
    }

    /** The piece that is being read; empty at the end. */
    private ByteString awaitPiece() throws InterruptedException, IOException {
        while (true) {
            ByteString piece = pieces.peek();
            if (piece != null && offset < piece.size()) {
                return piece;
            }
            if (piece != null) {
                pieces.remove();
                offset = 0;
                caller.request(1);
            } else if (failure != null) {
                throw new IOException(
                        "the client went away: " + Status.fromThrowable(failure).getCode(), failure);
            } else if (ended) {
                return ByteString.EMPTY;
            } else {
                changed.await();
            }
        }
    }
}
