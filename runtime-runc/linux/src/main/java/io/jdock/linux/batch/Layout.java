package io.jdock.linux.batch;

/** Where things are in the trampoline's memory; {@code src/main/trampoline} holds the other side of this. */
final class Layout {

    /** The buffer's fixed address. */
    static final long BUFFER = 0x410000;

    /** The registers come last in the buffer, where no message reaches. */
    static final int MAX_MESSAGE = 0x3f000;

    static final long SLOTS_AT = BUFFER + MAX_MESSAGE;
    static final int SLOTS = 512;

    /** The reply's length and the address of the entry that the trampoline stopped at. */
    static final int HEADER = 16;

    /** Number, six arguments, flags with the address to store the result at. */
    static final int ENTRY = 64;

    static final int STOP_ON_ERROR = 1;
    static final int PARENT_REPLIES_AND_EXITS = 2;
    static final int PARENT_BRANCHES = 4;
    /** The flag for the first argument; the others follow. */
    static final int FIRST_IS_ADDRESS = 8;
    /** The sixth argument has no such flag. */
    static final int MOST_SLOT_ARGUMENTS = 5;

    static final long END = -1;

    private Layout() {}

    static long entryAddress(int index) {
        return BUFFER + HEADER + (long) ENTRY * index;
    }

    static long slotAddress(Slot slot) {
        return SLOTS_AT + 8L * slot.index();
    }
}
