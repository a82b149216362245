package io.jdock.supervisor.pack;

import io.jdock.concurrent.Threads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Writes gzip that several threads compress: blocks, each with the end of the one before as its dictionary, make one member that
 * every reader takes. What comes out depends only on what goes in. Holds some blocks in memory, of which at most as many are
 * compressed at a time as there are processors. For one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
public final class GzipWriter extends OutputStream {

    /** More would only wait for the one that writes. */
    private static final int MOST_THREADS = 8;
    /** Blocks that wait, so that nobody is idle while a finished one is written. */
    private static final int SPARE = 2;

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final OutputStream out;
    private final int level;
    private final int threads = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    private final CRC32 checksum = new CRC32();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Deque<GzipBlock> free = new ArrayDeque<>();
    private GzipBlock block = new GzipBlock();
    private @Nullable ExecutorService compressors;
    private long length;

    /** A block that is being compressed. */
    private record Pending(GzipBlock block, CompletableFuture<?> done) {}

    /**
     * Begins with the header.
     *
     * @param out stays open
     * @param level 1 to 9
     */
    public GzipWriter(OutputStream out, int level) throws IOException {
        this.out = out;
        this.level = level;
        out.write(HEADER);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        checksum.update(bytes, offset, count);
        length += count;
        for (int done = 0; done < count; ) {
            if (block.isFull()) {
                next();
            }
            done += block.add(bytes, offset + done, count - done);
        }
    }

    /** Has the full block compressed, and begins another. */
    private void next() throws IOException {
        if (compressors == null) {
            compressors = Executors.newFixedThreadPool(threads, Threads.daemonFactory("compress"));
        }
        GzipBlock full = block;
        pending.add(new Pending(full, CompletableFuture.runAsync(() -> full.compress(level, false), compressors)));
        while (pending.size() >= threads + SPARE) {
            writeOldest();
        }
        block = free.isEmpty() ? new GzipBlock() : free.pop();
        // The end of the full one is read by now by two threads, and changed by none until it is free.
        block.restartAfter(full);
    }

    private void writeOldest() throws IOException {
        Pending oldest = pending.remove();
        await(oldest.done());
        out.write(oldest.block().output(), 0, oldest.block().lengthOut());
        free.push(oldest.block());
    }

    private static void await(CompletableFuture<?> done) throws IOException {
        try {
            done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while compressing").initCause(e);
        } catch (ExecutionException e) {
            throw new IOException("compress: " + e.getCause(), e);
        }
    }

    /** Compresses and writes what is left, and ends the stream. */
    public void finish() throws IOException {
        while (!pending.isEmpty()) {
            writeOldest();
        }
        block.compress(level, true);
        out.write(block.output(), 0, block.lengthOut());
        writeNumber(checksum.getValue());
        writeNumber(length);
    }

    private void writeNumber(long number) throws IOException {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write((int) (number >>> shift));
        }
    }

    /** Ends the threads, but closes nothing else; without {@link #finish} before, what was written is no whole stream. */
    @Override
    public void close() {
        if (compressors != null) {
            compressors.shutdownNow();
        }
    }
}
