package io.jdock.cli.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output or standard error.
 *
 * <p>Text is collected and written when {@link #flush} is called, at the latest when the program ends. Not {@code System.out}:
 * its encoder and locks cost start-up time. Safe for several threads.
 */
public final class Output {

    private final int descriptor;
    private final OutputStream stream;
    private final StringBuilder pending = new StringBuilder();

    Output(int descriptor, OutputStream stream) {
        this.descriptor = descriptor;
        this.stream = stream;
    }

    /** The process's standard output. */
    public static Output standard() {
        return new Output(1, new FileOutputStream(FileDescriptor.out));
    }

    /** The process's standard error. */
    public static Output error() {
        return new Output(2, new FileOutputStream(FileDescriptor.err));
    }

    /** An output that nobody sees. */
    public static Output discard() {
        return new Output(-1, OutputStream.nullOutputStream());
    }

    /** An output that somebody keeps. */
    public static Output to(OutputStream stream) {
        return new Output(-1, stream);
    }

    /** The number of the file descriptor behind this. */
    public int descriptor() {
        return descriptor;
    }

    public synchronized void print(String text) {
        pending.append(text);
    }

    public synchronized void println(String text) {
        pending.append(text).append('\n');
    }

    /**
     * Writes out what was printed.
     *
     * @throws BrokenOutputException when nobody reads any more
     */
    public synchronized void flush() {
        if (pending.isEmpty()) {
            return;
        }
        byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
        pending.setLength(0);
        write(bytes, bytes.length);
    }

    /** Writes bytes behind everything printed so far, at once. */
    public synchronized void write(byte[] bytes, int length) {
        flush();
        try {
            stream.write(bytes, 0, length);
        } catch (IOException e) {
            throw new BrokenOutputException(e);
        }
    }
}
