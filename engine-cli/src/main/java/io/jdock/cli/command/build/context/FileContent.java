package io.jdock.cli.command.build.context;

import io.jdock.cli.command.CommandException;
import io.jdock.linux.Fd;
import io.jdock.linux.StreamCalls;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Exactly as many bytes of a file as were promised. One that has grown meanwhile is cut there; one that has become shorter ends the
 * build, as nothing true could take the place of what is missing.
 */
final class FileContent extends InputStream {

    private static final int CHUNK = 256 * 1024;

    private final String path;
    private final Fd file;
    private long left;
    private byte[] chunk = new byte[0];
    private int position;

    /**
     * Takes over an open file.
     *
     * @param path for messages
     */
    FileContent(String path, Fd file, long size) {
        this.path = path;
        this.file = file;
        this.left = size;
    }

    @Override
    public int read() {
        return fill() ? chunk[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean fill() {
        if (position < chunk.length) {
            return true;
        }
        if (left == 0) {
            return false;
        }
        byte[] read = StreamCalls.read(file, (int) Math.min(CHUNK, left));
        if (read.length == 0) {
            throw new CommandException("error checking context: '" + path + "' became shorter while it was sent");
        }
        chunk = read.length > left ? Arrays.copyOf(read, (int) left) : read;
        position = 0;
        left -= chunk.length;
        return true;
    }

    @Override
    public void close() {
        file.close();
    }
}
