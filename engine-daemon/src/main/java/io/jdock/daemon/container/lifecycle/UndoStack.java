package io.jdock.daemon.container.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of an operation that must be undone, last first, unless the operation succeeds as a whole. */
final class UndoStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UndoStack.class);

    private final Deque<Runnable> steps = new ArrayDeque<>();

    /** Remembers how to undo the step that was just done. */
    void push(Runnable undo) {
        steps.push(undo);
    }

    /** The operation has succeeded: nothing is undone any more. */
    void commit() {
        steps.clear();
    }

    /** Undoes every step; one that fails is logged and does not keep the others from being undone. */
    @Override
    public void close() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (RuntimeException e) {
                LOG.error("undoing a step of a failed operation failed", e);
            }
        }
    }
}
