package io.jdock.linux;

/**
 * What a file system is told about a single file or directory, and keeps with it: what {@code chattr} does.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/ioctl_iflags.2.html">ioctl_iflags(2)</a>
 */
public final class FileFlags {

    /** Says of a directory that what is below its subdirectories has nothing to do with each other. */
    public static final int TOPDIR = 0x0002_0000;

    private static final long FS_IOC_GETFLAGS = 0x8008_6601L;
    private static final long FS_IOC_SETFLAGS = 0x4008_6602L;

    private FileFlags() {}

    /**
     * The flags in force.
     *
     * @throws ErrnoException ENOTTY or EOPNOTSUPP on a file system without flags
     */
    public static int get(Fd file) {
        try (var scratch = new Scratch()) {
            // The size in the number says long; the kernel has always read and written an int.
            long flags = scratch.ints(0, 0);
            Syscalls.call("get flags of descriptor " + file, Syscall.IOCTL, file.number(), FS_IOC_GETFLAGS, flags);
            return Scratch.readInt(flags);
        }
    }

    /**
     * Adds flags.
     *
     * @return false on a file system that does not have them
     * @throws ErrnoException EPERM, EROFS, EIO
     */
    public static boolean add(Fd file, int more) {
        try (var scratch = new Scratch()) {
            long flags = scratch.ints(get(file) | more, 0);
            Syscalls.call("set flags of descriptor " + file, Syscall.IOCTL, file.number(), FS_IOC_SETFLAGS, flags);
            return true;
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOTTY) || e.is(Errno.EOPNOTSUPP)) {
                return false;
            }
            throw e;
        }
    }
}
