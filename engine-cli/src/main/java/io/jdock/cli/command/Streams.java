package io.jdock.cli.command;

import io.jdock.cli.client.Hijacked;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Copies the output of containers to ours: raw, or out of frames that name their stream. */
public final class Streams {

    private static final int BUFFER = 32 * 1024;
    private static final int HEADER = 8;
    private static final int STDERR = 2;
    private static final int SYSTEM_ERROR = 3;

    private Streams() {}

    /** Copies until the stream ends. */
    public static void copy(Cli cli, Hijacked stream) throws IOException {
        copy(cli, stream.input(), stream.multiplexed());
    }

    /**
     * Copies until the stream ends.
     *
     * @param multiplexed whether the stream consists of frames: one byte for the stream, three unused, four for the length,
     *     then that many bytes
     */
    public static void copy(Cli cli, InputStream input, boolean multiplexed) throws IOException {
        if (multiplexed) {
            copyFrames(cli, input);
        } else {
            copyRaw(cli, input);
        }
    }

    private static void copyRaw(Cli cli, InputStream input) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int count = input.read(buffer);
        while (count >= 0) {
            cli.out().write(buffer, count);
            count = input.read(buffer);
        }
    }

    private static void copyFrames(Cli cli, InputStream input) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int header = input.readNBytes(buffer, 0, HEADER);
        while (header > 0) {
            if (header < HEADER) {
                throw new EOFException("unexpected EOF");
            }
            frame(cli, input, buffer, buffer[0], length(buffer));
            header = input.readNBytes(buffer, 0, HEADER);
        }
    }

    private static void frame(Cli cli, InputStream input, byte[] buffer, int stream, long length) throws IOException {
        if (stream == SYSTEM_ERROR) {
            byte[] text = input.readNBytes((int) length);
            throw new IOException(
                    "error from daemon in stream: " + new String(text, java.nio.charset.StandardCharsets.UTF_8));
        }
        if (stream < 0 || stream > SYSTEM_ERROR) {
            throw new IOException("Unrecognized input header: " + stream);
        }
        Output target = stream == STDERR ? cli.err() : cli.out();
        long left = length;
        while (left > 0) {
            int count = input.read(buffer, 0, (int) Math.min(left, BUFFER));
            if (count < 0) {
                throw new EOFException("unexpected EOF");
            }
            target.write(buffer, count);
            left -= count;
        }
    }

    private static long length(byte[] header) {
        return (header[4] & 0xffL) << 24 | (header[5] & 0xff) << 16 | (header[6] & 0xff) << 8 | header[7] & 0xff;
    }
}
