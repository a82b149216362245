package io.jdock.linux.batch;

import io.jdock.linux.Syscall;
import java.util.List;
import java.util.Optional;

/**
 * One system call of a {@link Batch}: what it is for, which call, with what.
 *
 * @param name what is attempted, on which object, as an error will say it: "mount proc on /proc"
 * @param onError whether the batch stops there when the call fails
 * @param result where the result is kept for later steps: a slot, or a place in a block
 * @param fork what the parent does after a clone; the child, and a step that returned 0, always go on with the next step
 */
public record Step(String name, Syscall call, List<Arg> arguments, OnError onError, Optional<Arg> result, Fork fork) {

    /** What a failure does to the batch. */
    public enum OnError {
        STOP,
        GO_ON
    }

    /** What a process does after a call that returned a positive number: the parent after a clone, or anybody after another. */
    public sealed interface Fork {

        /** Goes on. */
        record None() implements Fork {}

        /** Sends the reply and exits with status 0. */
        record ParentExits() implements Fork {}

        /** Goes on at the label. */
        record ParentBranches(Label label) implements Fork {}
    }

    public Step {
        arguments = List.copyOf(arguments);
        if (arguments.size() > 6) {
            throw new IllegalArgumentException("%s: %d arguments".formatted(name, arguments.size()));
        }
    }

    /** A step that stops the batch if it fails. */
    public static Step of(String name, Syscall call, Arg... arguments) {
        return new Step(name, call, List.of(arguments), OnError.STOP, Optional.empty(), new Fork.None());
    }

    /** The same step, whose failure does not stop the batch. */
    public Step tolerant() {
        return new Step(name, call, arguments, OnError.GO_ON, result, fork);
    }

    /** The same step, whose result is kept; on failure that is the negated errno. */
    public Step into(Slot slot) {
        return new Step(name, call, arguments, onError, Optional.of(slot), fork);
    }

    /** The same step, whose result is kept in eight bytes of a block. */
    public Step into(Block block, int offset) {
        return new Step(name, call, arguments, onError, Optional.of(block.at(offset)), fork);
    }

    /** The same step under another name. */
    public Step named(String better) {
        return new Step(better, call, arguments, onError, result, fork);
    }

    /** The same step, after which the batch goes on at the label if the call returns a positive number. */
    public Step ifPositive(Label label) {
        return parent(new Fork.ParentBranches(label));
    }

    /** The same clone, whose parent does something else than the child. */
    public Step parent(Fork what) {
        return new Step(name, call, arguments, onError, result, what);
    }
}
