package io.jdock.linux.batch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An encoded batch: what to send, and how to read what comes back. */
public final class Program {

    private final byte[] bytes;
    private final int replyLength;
    private final List<Optional<Step>> entries;
    private final Map<Block, Integer> blocks;

    Program(byte[] bytes, int replyLength, List<Optional<Step>> entries, Map<Block, Integer> blocks) {
        this.bytes = bytes;
        this.replyLength = replyLength;
        this.entries = List.copyOf(entries);
        this.blocks = blocks;
    }

    /** The message for the trampoline. Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** How long the reply will be, in bytes. */
    public int replyLength() {
        return replyLength;
    }

    /** Reads a reply to this program. */
    public Reply reply(byte[] message) {
        if (message.length != replyLength) {
            throw new IllegalArgumentException("reply of %d bytes, expected %d".formatted(message.length, replyLength));
        }
        return new Reply(message, this);
    }

    /** Where in a reply the content of a block is, for whoever will have a reply but not this program. */
    public int offsetOf(Block block) {
        Integer at = blocks.get(block);
        if (at == null || !block.isReturned()) {
            throw new IllegalArgumentException("the block is not part of the reply");
        }
        return at;
    }

    Optional<Step> entry(int index) {
        return index < entries.size() ? entries.get(index) : Optional.empty();
    }

    int indexOfResult(Slot slot) {
        for (int i = 0; i < entries.size(); i++) {
            Arg result = entries.get(i).flatMap(Step::result).orElse(Arg.NONE);
            if (result instanceof Slot other && other.index() == slot.index()) {
                return i;
            }
        }
        throw new IllegalArgumentException("no step stores into slot " + slot.name());
    }

    byte[] content(byte[] message, Block block) {
        int at = offsetOf(block);
        return Arrays.copyOfRange(message, at, at + block.size());
    }
}
