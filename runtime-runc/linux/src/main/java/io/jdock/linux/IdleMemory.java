package io.jdock.linux;

import com.sun.jna.NativeLibrary;
import io.jdock.concurrent.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives memory back once a daemon has been left alone for a while: garbage, what malloc keeps, and pages of files that are only
 * read and can be had again from the page cache. The first request afterwards takes a few milliseconds longer.
 *
 * <p>{@link #touch} is called with every request, on any thread.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/madvise.2.html">madvise(2)</a>
 */
public final class IdleMemory {

    private static final int MADV_DONTNEED = 4;

    private final long quietNanos;
    private final Thread watcher;
    private volatile long touched = System.nanoTime();
    private volatile boolean released;

    private IdleMemory(Duration quiet) {
        this.quietNanos = quiet.toNanos();
        this.watcher = Threads.startDaemon("idle-memory", this::watch);
    }

    /** Watches from now on; memory is given back once per stretch without a {@link #touch} that is as long as {@code quiet}. */
    public static IdleMemory after(Duration quiet) {
        return new IdleMemory(quiet);
    }

    /** There is work. */
    public void touch() {
        touched = System.nanoTime();
        if (released) {
            released = false;
            LockSupport.unpark(watcher);
        }
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            long left = quietNanos - (System.nanoTime() - touched);
            if (left > 0) {
                LockSupport.parkNanos(left);
            } else if (released) {
                LockSupport.park(this);
            } else {
                released = true;
                release();
            }
        }
    }

    private static void release() {
        // Listed first: the garbage of it would start a collection, which reads much of what was just given back.
        List<Mapping> files = pureFiles();
        System.gc();
        NativeLibrary.getProcess().getFunction("malloc_trim").invokeInt(new Object[] {0L});
        Set<String> present = lines("/proc/self/maps");
        for (Mapping file : files) {
            // Where it was there may be somebody's memory by now.
            if (present.contains(file.line())) {
                giveBack(file);
            }
        }
    }

    private static void giveBack(Mapping file) {
        try {
            Syscalls.call(
                    "give back clean pages", Syscall.MADVISE, file.start(), file.end() - file.start(), MADV_DONTNEED);
        } catch (ErrnoException e) {
            // It has just been unmapped: its pages are given back.
            if (!e.is(Errno.ENOMEM)) {
                throw e;
            }
        }
    }

    private static Set<String> lines(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException("read the process's mappings", e);
        }
    }

    /** Dropping a page that was written to, as the loader does when it relocates, would undo the write: such files stay. */
    private static List<Mapping> pureFiles() {
        List<Mapping> files = new ArrayList<>();
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/smaps"))) {
            Mapping mapping = Mapping.NONE;
            for (String line : (Iterable<String>) lines::iterator) {
                if (Mapping.begins(line)) {
                    mapping = Mapping.parse(line);
                } else if (line.startsWith("Anonymous:") && line.endsWith(" 0 kB") && mapping.isReadOnlyFile()) {
                    files.add(mapping);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("read the process's mappings", e);
        }
        return files;
    }

    /** One entry of proc_pid_smaps(5). @param line the first, which is the same in proc_pid_maps(5) */
    private record Mapping(String line, long start, long end, boolean isReadOnlyFile) {

        static final Mapping NONE = new Mapping("", 0, 0, false);

        /** An entry's first line starts with hexadecimal digits; the others with a capital letter and a colon somewhere. */
        static boolean begins(String line) {
            return Character.digit(line.charAt(0), 16) >= 0 && line.indexOf('-') > 0 && line.indexOf('-') < 20;
        }

        static Mapping parse(String line) {
            int dash = line.indexOf('-');
            int space = line.indexOf(' ');
            boolean readOnly = line.charAt(space + 1) == 'r' && line.charAt(space + 2) == '-';
            return new Mapping(
                    line,
                    Long.parseUnsignedLong(line, 0, dash, 16),
                    Long.parseUnsignedLong(line, dash + 1, space, 16),
                    readOnly && line.indexOf('/') > 0);
        }
    }
}
