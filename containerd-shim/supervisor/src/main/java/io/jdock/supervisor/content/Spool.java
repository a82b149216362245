package io.jdock.supervisor.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes of a blob that arrive before their turn. One thread appends, another reads along. The file has no name any more when
 * this is there, so nothing of it outlives the process.
 */
public final class Spool implements AutoCloseable {

    private final FileChannel channel;
    private final Growth growth = new Growth("a piece of a blob");

    private Spool(FileChannel channel) {
        this.channel = channel;
    }

    /** @param file empty; its name goes at once */
    static Spool open(Path file) {
        try {
            return new Spool(FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw new UncheckedIOException("open " + file, e);
        }
    }

    /** Adds bytes at the end. */
    public void append(byte[] bytes, int offset, int count) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(bytes, offset, count);
        while (source.hasRemaining()) {
            channel.write(source);
        }
        growth.add(count);
    }

    /** There will be no more. */
    public void complete() {
        growth.complete();
    }

    /** There will be no more although there should; readers learn why. */
    public void giveUp(Throwable why) {
        growth.giveUp(why);
    }

    /** The bytes from the first on; reading waits for those that are still to come. Not to be closed by itself. */
    public InputStream follow() {
        return new FollowingStream(growth, channel);
    }

    /** The caller has made sure that nobody writes or reads any more. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("close a piece of a blob", e);
        }
    }
}
