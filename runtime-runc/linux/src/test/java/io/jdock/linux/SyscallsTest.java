package io.jdock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SyscallsTest {

    /** Twice as many as it takes until calls are made in the faster way. */
    private static final int MANY = 10_000;

    private static final int NO_DESCRIPTOR = -1;

    @TempDir
    Path directory;

    @Test
    void theFirstAndTheLaterCallsSayTheSame() {
        long pid = ProcessHandle.current().pid();

        for (int i = 0; i < MANY; i++) {
            assertEquals(pid, Syscalls.attempt(Syscall.GETPID));
            assertEquals(-Errno.EBADF.number(), Syscalls.attempt(Syscall.CLOSE, NO_DESCRIPTOR));
        }
    }

    @Test
    void errorsAreThoseOfTheCallingThread() {
        boolean right = IntStream.range(0, MANY)
                .parallel()
                .allMatch(i -> i % 2 == 0
                        ? Syscalls.attempt(Syscall.CLOSE, NO_DESCRIPTOR) == -Errno.EBADF.number()
                        : Syscalls.attempt(Syscall.LSEEK, 0, 0, 99) == -Errno.EINVAL.number()
                                || Syscalls.attempt(Syscall.LSEEK, 0, 0, 99) == -Errno.ESPIPE.number());

        assertTrue(right);
    }

    @Test
    void mappedCallsTakeAllArguments() {
        assertTrue(MappedSyscall.isThere());
        long number = Syscall.COPY_FILE_RANGE.number(Arch.current());

        // Flags are the sixth argument, and there are none: copy_file_range(2).
        assertEquals(-1, MappedSyscall.syscall(number, 0, 0, 0, 0, 0, 77));
        assertEquals(Errno.EINVAL.number(), Native.getLastError());
    }

    @Test
    void mappedCallsReachMemory() {
        String path = directory.toString();
        try (var scratch = new Scratch()) {
            long buffer = scratch.zeroed(FileStatus.SIZE);

            long result = MappedSyscall.syscall(
                    Syscall.STATX.number(Arch.current()),
                    At.FDCWD,
                    scratch.text(path),
                    0,
                    FileStatus.BASIC_MASK,
                    buffer,
                    0);

            assertEquals(0, result);
            assertTrue(FileStatus.parse(Scratch.read(buffer, FileStatus.SIZE)).isDirectory());
        }
    }
}
