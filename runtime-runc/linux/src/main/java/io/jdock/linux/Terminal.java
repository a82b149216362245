package io.jdock.linux;

import com.sun.jna.Pointer;

/**
 * Terminal settings of a descriptor: what {@code stty} does.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/ioctl_tty.2.html">ioctl_tty(2)</a>
 */
public final class Terminal {

    public static final long TCGETS = 0x5401;
    public static final long TCSETS = 0x5402;
    public static final long TIOCSCTTY = 0x540e;
    public static final long TIOCGWINSZ = 0x5413;
    public static final long TIOCSWINSZ = 0x5414;
    public static final long TIOCSPTLCK = 0x40045431;
    public static final long TIOCGPTPEER = 0x5441;

    private static final int TERMIOS_SIZE = 64;
    private static final int VTIME = 5;
    private static final int VMIN = 6;
    private static final int CC = 17;
    private static final int OFLAG = 4;
    private static final int ONLCR = 4;
    private static final int LFLAG = 12;
    private static final int ECHO = 0x8;

    private Terminal() {}

    /** The size of a terminal in characters. */
    public record Size(int rows, int columns) {
        public Size {
            if (rows < 0 || rows > 0xffff || columns < 0 || columns > 0xffff) {
                throw new IllegalArgumentException("terminal size out of range: %d x %d".formatted(rows, columns));
            }
        }
    }

    /** Saved settings, to give back to {@link #restore}. */
    public static final class Settings {
        private final byte[] termios;

        private Settings(byte[] termios) {
            this.termios = termios;
        }
    }

    public static boolean isTerminal(int descriptor) {
        try (var scratch = new Scratch()) {
            return Syscalls.attempt(Syscall.IOCTL, descriptor, TCGETS, scratch.zeroed(TERMIOS_SIZE)) == 0;
        }
    }

    /** The settings in force. */
    public static Settings settings(int descriptor) {
        try (var scratch = new Scratch()) {
            long termios = scratch.zeroed(TERMIOS_SIZE);
            Syscalls.call("read terminal settings", Syscall.IOCTL, descriptor, TCGETS, termios);
            return new Settings(Scratch.read(termios, TERMIOS_SIZE));
        }
    }

    public static void restore(int descriptor, Settings settings) {
        try (var scratch = new Scratch()) {
            Syscalls.call(
                    "restore terminal settings", Syscall.IOCTL, descriptor, TCSETS, scratch.bytes(settings.termios));
        }
    }

    /**
     * Passes every byte through as typed: no echo, no lines, no signals; output is still processed, as docker leaves it.
     *
     * @return the settings before, for {@link #restore}
     */
    public static Settings makeRaw(int descriptor) {
        Settings before = settings(descriptor);
        try (var scratch = new Scratch()) {
            long address = scratch.bytes(before.termios);
            Pointer termios = new Pointer(address);
            // cfmakeraw(3), without clearing OPOST: IGNBRK..IXON, then PARENB and CSIZE to CS8, then ECHO..ISIG.
            termios.setInt(0, termios.getInt(0) & ~(0x1 | 0x2 | 0x8 | 0x20 | 0x40 | 0x80 | 0x100 | 0x400));
            termios.setInt(8, termios.getInt(8) & ~(0x30 | 0x100) | 0x30);
            termios.setInt(12, termios.getInt(12) & ~(0x8 | 0x40 | 0x2 | 0x1 | 0x8000));
            termios.setByte(CC + VMIN, (byte) 1);
            termios.setByte(CC + VTIME, (byte) 0);
            Syscalls.call("make the terminal raw", Syscall.IOCTL, descriptor, TCSETS, address);
        }
        return before;
    }

    /**
     * Stops showing what is typed; lines and signals stay as they are.
     *
     * @return the settings before, for {@link #restore}
     */
    public static Settings stopEcho(int descriptor) {
        Settings before = settings(descriptor);
        try (var scratch = new Scratch()) {
            long address = scratch.bytes(before.termios);
            Pointer termios = new Pointer(address);
            termios.setInt(LFLAG, termios.getInt(LFLAG) & ~ECHO);
            Syscalls.call("stop the terminal's echo", Syscall.IOCTL, descriptor, TCSETS, address);
        }
        return before;
    }

    /** Has the terminal pass line feeds on as they are: for output that another terminal processes again. */
    public static void keepLineFeeds(int descriptor) {
        Settings now = settings(descriptor);
        try (var scratch = new Scratch()) {
            long address = scratch.bytes(now.termios);
            Pointer termios = new Pointer(address);
            termios.setInt(OFLAG, termios.getInt(OFLAG) & ~ONLCR);
            Syscalls.call("change terminal settings", Syscall.IOCTL, descriptor, TCSETS, address);
        }
    }

    public static Size size(int descriptor) {
        try (var scratch = new Scratch()) {
            long winsize = scratch.zeroed(8);
            Syscalls.call("read terminal size", Syscall.IOCTL, descriptor, TIOCGWINSZ, winsize);
            int both = Scratch.readInt(winsize);
            return new Size(both & 0xffff, both >>> 16);
        }
    }

    /** Changes the size; the processes in the foreground get SIGWINCH. */
    public static void resize(int descriptor, Size size) {
        try (var scratch = new Scratch()) {
            long winsize = scratch.ints(size.rows() | size.columns() << 16, 0);
            Syscalls.call("resize terminal", Syscall.IOCTL, descriptor, TIOCSWINSZ, winsize);
        }
    }
}
