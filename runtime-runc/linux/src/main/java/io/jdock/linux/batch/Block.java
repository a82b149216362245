package io.jdock.linux.batch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory that calls read or write: a struct. Steps that are given the same block share it; what one call stored there another
 * one reads.
 *
 * <p>Lives as long as its batch, and afterwards only until the trampoline gets the next one.
 */
public final class Block implements Arg {

    /** A pointer within a block. */
    record Pointer(int offset, Arg target) {}

    private final ByteBuffer content;
    private final List<Pointer> pointers = new ArrayList<>(0);
    private boolean returned;

    private Block(byte[] content) {
        this.content = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Zeroed memory. */
    public static Block zeroed(int size) {
        return new Block(new byte[size]);
    }

    /** Memory with this content. */
    public static Block of(byte[] content) {
        return new Block(content.clone());
    }

    /** 64-bit numbers one after the other. */
    public static Block longs(long... values) {
        Block block = zeroed(8 * values.length);
        for (int i = 0; i < values.length; i++) {
            block.putLong(8 * i, values[i]);
        }
        return block;
    }

    /** 32-bit numbers one after the other. */
    public static Block ints(int... values) {
        Block block = zeroed(4 * values.length);
        for (int i = 0; i < values.length; i++) {
            block.putInt(4 * i, values[i]);
        }
        return block;
    }

    public Block putShort(int offset, int value) {
        content.putShort(offset, (short) value);
        return this;
    }

    public Block putInt(int offset, int value) {
        content.putInt(offset, value);
        return this;
    }

    public Block putLong(int offset, long value) {
        content.putLong(offset, value);
        return this;
    }

    /** Puts the address of something into the block: an iovec in a msghdr, a filter in a sock_fprog. */
    public Block point(int offset, Arg target) {
        pointers.add(new Pointer(offset, target));
        return this;
    }

    /** Asks for the content to be sent back with the reply: {@link Reply#content}. */
    public Block returned() {
        returned = true;
        return this;
    }

    /** The address of a place in the block. */
    public Arg at(int offset) {
        return new InBlock(this, offset);
    }

    /** The number at a place in the block, as earlier steps have left it there. */
    public Arg loaded(int offset) {
        return new Loaded(this, offset);
    }

    public int size() {
        return content.capacity();
    }

    byte[] content() {
        return content.array();
    }

    List<Pointer> pointers() {
        return pointers;
    }

    boolean isReturned() {
        return returned;
    }
}
