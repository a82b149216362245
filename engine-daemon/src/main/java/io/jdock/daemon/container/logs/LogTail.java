package io.jdock.daemon.container.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Finds where the last lines of a log begin, reading it backwards in blocks. */
final class LogTail {

    private static final int BLOCK = 64 << 10;

    private LogTail() {}

    /** The offset of the first of the last {@code lines} complete lines; 0 when there are fewer. */
    static long start(FileChannel file, long lines) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long missing = lines;
        for (long end = file.size(); end > 0; end -= Math.min(end, BLOCK)) {
            int length = (int) Math.min(end, BLOCK);
            read(file, block.clear().limit(length), end - length);
            byte[] bytes = block.array();
            for (int i = length - 1; i >= 0; i--) {
                // The newline before the wanted lines is one more than there are lines.
                if (bytes[i] == '\n' && missing-- == 0) {
                    return end - length + i + 1;
                }
            }
        }
        return 0;
    }

    private static void read(FileChannel file, ByteBuffer block, long position) throws IOException {
        while (block.hasRemaining()) {
            int count = file.read(block, position + block.position());
            if (count < 0) {
                throw new IOException("the log became shorter while it was read");
            }
        }
    }
}
