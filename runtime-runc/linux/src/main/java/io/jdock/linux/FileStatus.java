package io.jdock.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What statx(2) tells of a file.
 *
 * @param mode type and permission bits as in inode(7)
 * @param device the device a device node stands for, otherwise 0, as {@link FileCalls#device} makes it
 * @param fileSystem the device the file lies on
 */
public record FileStatus(
        int mode,
        long inode,
        long fileSystem,
        int links,
        int uid,
        int gid,
        long size,
        long blocks,
        long device,
        long modifiedSeconds,
        int modifiedNanos,
        long mountId) {

    public static final int SIZE = 256;
    /** STATX_BASIC_STATS and STATX_MNT_ID. */
    public static final long BASIC_MASK = 0x7ff | 0x1000;

    private static final int TYPE_MASK = 0170000;

    /** Reads a {@code struct statx}, 256 bytes. */
    public static FileStatus parse(byte[] statx) {
        ByteBuffer b = ByteBuffer.wrap(statx).order(ByteOrder.nativeOrder());
        return new FileStatus(
                b.getShort(28) & 0xffff,
                b.getLong(32),
                FileCalls.device(b.getInt(136), b.getInt(140)),
                b.getInt(16),
                b.getInt(20),
                b.getInt(24),
                b.getLong(40),
                b.getLong(48),
                FileCalls.device(b.getInt(128), b.getInt(132)),
                b.getLong(112),
                b.getInt(120),
                b.getLong(144));
    }

    public boolean isDirectory() {
        return (mode & TYPE_MASK) == 0040000;
    }

    public boolean isRegularFile() {
        return (mode & TYPE_MASK) == 0100000;
    }

    public boolean isSymbolicLink() {
        return (mode & TYPE_MASK) == 0120000;
    }

    public boolean isCharacterDevice() {
        return (mode & TYPE_MASK) == 0020000;
    }

    /** Whether it is what overlayfs puts where a name of a layer below is deleted, and shows nobody. */
    public boolean isWhiteout() {
        return isCharacterDevice() && device == 0;
    }

    public boolean isFifo() {
        return (mode & TYPE_MASK) == 0010000;
    }
}
