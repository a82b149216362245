package io.jdock.concurrent;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps that take back what was done so far, run in reverse order unless all went well.
 *
 * <p>Used with try-with-resources around work in several steps: {@link #push} after each step, {@link #commit} after the last.
 * An undo that itself fails is logged and does not keep the others from running, nor hide the error that led to it. For one
 * thread.
 */
public final class UndoStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UndoStack.class);

    private final String attempt;
    private final Deque<Runnable> steps = new ArrayDeque<>();

    /**
     * @param attempt what is being done, for the log: "create task web"
     */
    public UndoStack(String attempt) {
        this.attempt = attempt;
    }

    /** Notes how to take back what was just done. */
    public void push(Runnable undo) {
        steps.push(undo);
    }

    /** All went well: nothing will be undone. */
    public void commit() {
        steps.clear();
    }

    @Override
    public void close() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (RuntimeException e) {
                LOG.warn("{} failed, and so did taking back one of its steps", attempt, e);
            }
        }
    }
}
