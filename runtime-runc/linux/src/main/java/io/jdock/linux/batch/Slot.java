package io.jdock.linux.batch;

/**
 * A 64-bit register of the trampoline. A step stores its result there ({@link Step#into}), and any later step, also of a later
 * batch, takes it as an argument: the descriptor that {@code openat2} returned, the pid that {@code clone} returned.
 *
 * @param index which register, from 0 to 511
 * @param name what it holds, for people
 */
public record Slot(int index, String name) implements Arg {

    public Slot {
        if (index < 0 || index >= Layout.SLOTS) {
            throw new IllegalArgumentException("slot %s has index %d".formatted(name, index));
        }
    }

    /** For a call that stores a number through a pointer. */
    public Arg address() {
        return new SlotAddress(this);
    }
}
