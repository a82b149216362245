package io.jdock.linux.tree;

import io.jdock.linux.Fd;
import io.jdock.linux.Scratch;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the entries of a directory with getdents64(2), names as bytes.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getdents.2.html">getdents(2)</a>
 */
final class DirectoryReader implements AutoCloseable {

    private static final int BUFFER = 1 << 15;
    private static final int NAME_OFFSET = 19;
    private static final byte DT_DIR = 4;

    /** @param directory whether it is one, as far as the file system tells */
    record Entry(String name, boolean directory) {}

    private final Fd fd;
    private final Scratch scratch = new Scratch();
    private final long buffer = scratch.zeroed(BUFFER);

    DirectoryReader(Fd fd) {
        this.fd = fd;
    }

    /** The next entries without {@code .} and {@code ..}; empty at the end. */
    List<Entry> next() {
        List<Entry> entries = List.of();
        int length;
        do {
            length = (int) Syscalls.call("list directory", Syscall.GETDENTS64, fd.number(), buffer, BUFFER);
            entries = parse(Scratch.read(buffer, length));
        } while (length > 0 && entries.isEmpty());
        return entries;
    }

    private static List<Entry> parse(byte[] bytes) {
        ByteBuffer records = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        List<Entry> entries = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += records.getShort(at + 16) & 0xffff) {
            int end = at + NAME_OFFSET;
            while (bytes[end] != 0) {
                end++;
            }
            String name = Names.ofBytes(bytes, at + NAME_OFFSET, end - at - NAME_OFFSET);
            if (!name.equals(".") && !name.equals("..")) {
                entries.add(new Entry(name, bytes[at + 18] == DT_DIR));
            }
        }
        return entries;
    }

    @Override
    public void close() {
        scratch.close();
        fd.close();
    }
}
