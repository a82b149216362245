package io.jdock.supervisor.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.jdock.concurrent.Threads;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.InternalException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The answers of a streaming call, for code that blocks: {@link #send} waits while the caller does not read, so that at most a
 * few messages are held for it.
 *
 * @param <T> the answer's message
 */
final class ResponseStream<T> {

    private final ServerCallStreamObserver<T> caller;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Runnable onCancel = () -> {};

    private ResponseStream(ServerCallStreamObserver<T> caller) {
        this.caller = caller;
        caller.setOnReadyHandler(this::wake);
        caller.setOnCancelHandler(this::cancelled);
    }

    /** What produces the answers. */
    @FunctionalInterface
    interface Producer<T> {
        void produce(ResponseStream<T> answers) throws InterruptedException;
    }

    /**
     * Runs {@code producer} on a virtual thread of its own and returns at once: gRPC tells of a cancelled or ready call on the
     * thread this is called on. The call ends when the producer returns or throws.
     */
    static <T> void start(String name, StreamObserver<T> observer, Producer<T> producer) {
        ServerCallStreamObserver<T> caller = (ServerCallStreamObserver<T>) observer;
        ResponseStream<T> answers = new ResponseStream<>(caller);
        Threads.startVirtual(name, () -> answers.run(name, producer));
    }

    /**
     * Sends one answer once the caller has room for it.
     *
     * @throws CanceledException when the caller is gone
     */
    void send(T answer) throws InterruptedException {
        lock.lock();
        try {
            while (!caller.isReady() && !caller.isCancelled()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
        if (caller.isCancelled()) {
            throw new CanceledException("the caller is gone");
        }
        caller.onNext(answer);
    }

    /** Has {@code action} run when the caller goes away, or at once when it is gone already. */
    void onCancel(Runnable action) {
        boolean gone;
        lock.lock();
        try {
            onCancel = action;
            gone = caller.isCancelled();
        } finally {
            lock.unlock();
        }
        if (gone) {
            action.run();
        }
    }

    private void run(String name, Producer<T> producer) {
        try {
            producer.produce(this);
            if (!caller.isCancelled()) {
                caller.onCompleted();
            }
        } catch (InterruptedException e) {
            fail(name, new CanceledException(name + ": the supervisor stops", e));
        } catch (RuntimeException e) {
            fail(name, e);
        } catch (Error e) {
            // Nobody else would tell the caller, who would wait for ever.
            fail(name, new InternalException("%s: %s".formatted(name, e), e));
            throw e;
        }
    }

    private void fail(String name, RuntimeException error) {
        if (!caller.isCancelled()) {
            caller.onError(ErrorInterceptor.failure(name, error));
        }
    }

    private void cancelled() {
        Runnable action;
        lock.lock();
        try {
            action = onCancel;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        action.run();
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
