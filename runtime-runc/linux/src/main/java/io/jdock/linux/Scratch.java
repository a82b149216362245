package io.jdock.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Native memory for the arguments of a few system calls; all of it is freed by {@link #close}. For one thread.
 *
 * <p>Addresses are plain numbers, as system calls want them; {@link #NULL} stands for an absent pointer.
 */
public final class Scratch implements AutoCloseable {

    public static final long NULL = 0;

    private final List<Long> blocks = new ArrayList<>(4);

    /** Reserves zeroed memory. */
    public long zeroed(long size) {
        long address = Native.malloc(Math.max(size, 1));
        blocks.add(address);
        new Pointer(address).clear(size);
        return address;
    }

    /** A NUL-terminated copy of the text, or {@link #NULL}. */
    public long text(@Nullable String text) {
        if (text == null) {
            return NULL;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long address = zeroed(bytes.length + 1L);
        new Pointer(address).write(0, bytes, 0, bytes.length);
        return address;
    }

    /** A copy of the bytes. */
    public long bytes(byte[] bytes) {
        long address = zeroed(bytes.length);
        new Pointer(address).write(0, bytes, 0, bytes.length);
        return address;
    }

    /** An array of pointers to the texts, ended by a null pointer. */
    public long texts(List<String> texts) {
        long[] pointers = new long[texts.size() + 1];
        for (int i = 0; i < texts.size(); i++) {
            pointers[i] = text(texts.get(i));
        }
        long address = zeroed(8L * pointers.length);
        new Pointer(address).write(0, pointers, 0, pointers.length);
        return address;
    }

    /** Reserves an array of 64-bit numbers. */
    public long longs(long... values) {
        long address = zeroed(8L * values.length);
        new Pointer(address).write(0, values, 0, values.length);
        return address;
    }

    /** Reserves an array of 32-bit numbers. */
    public long ints(int... values) {
        long address = zeroed(4L * values.length);
        new Pointer(address).write(0, values, 0, values.length);
        return address;
    }

    /** Reads memory back after a call has filled it. */
    public static byte[] read(long address, int size) {
        return new Pointer(address).getByteArray(0, size);
    }

    public static int readInt(long address) {
        return new Pointer(address).getInt(0);
    }

    public static long readLong(long address) {
        return new Pointer(address).getLong(0);
    }

    @Override
    public void close() {
        blocks.forEach(Native::free);
        blocks.clear();
    }
}
