package io.jdock.shim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jdock.errdefs.DataLossException;
import io.jdock.linux.Errno;
import io.jdock.linux.batch.Block;
import io.jdock.linux.trampoline.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The file that a shim leaves behind when its process has ended: what waitid(2) told it, and when that was. If the exec failed,
 * the launcher has added its errno.
 */
final class ExitFile {

    static final String NAME = "exit";

    static final int SIGINFO = 8;
    static final int SIGINFO_SIZE = 128;
    static final int RUSAGE = 136;
    static final int REAL_TIME = 280;
    static final int MONOTONIC_TIME = 296;
    /** How an OCI runtime ended; of interest if it has left no process behind. */
    static final int RUNTIME = 312;

    static final int SIZE = 440;

    private static final byte[] MAGIC = "JDXEXIT1".getBytes(US_ASCII);
    private static final int SI_CODE = 8;
    private static final int SI_STATUS = 24;
    private static final int CLD_EXITED = 1;
    private static final int SIGNALLED = 128;

    private ExitFile() {}

    /** The file's content before the kernel fills in the rest. */
    static Block template() {
        return Block.of(Arrays.copyOf(MAGIC, SIZE));
    }

    /** Reads the file of a process, or nothing if there is none. */
    static Optional<ExitStatus> read(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            return Optional.of(parse(file, Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("read exit file " + file, e);
        }
    }

    private static ExitStatus parse(Path file, byte[] bytes) {
        if (bytes.length < SIZE || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DataLossException("read exit file %s: %d bytes, not an exit file".formatted(file, bytes.length));
        }
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        // Without a process waitid(2) has failed and cleared this.
        int from = b.getInt(SIGINFO) == 0 ? RUNTIME : SIGINFO;
        int code = exitCode(b.slice(from, SIGINFO_SIZE).order(ByteOrder.LITTLE_ENDIAN));
        Instant time = Instant.ofEpochSecond(b.getLong(REAL_TIME), b.getLong(REAL_TIME + 8));
        return new ExitStatus(code, time, ExitStatus.Cause.PROCESS_ENDED, execError(b));
    }

    /** The exit code of a process, or 128 and its signal. @param siginfo what waitid(2) says of its end, little-endian */
    static int exitCode(ByteBuffer siginfo) {
        int status = siginfo.getInt(SI_STATUS);
        return siginfo.getInt(SI_CODE) == CLD_EXITED ? status : SIGNALLED + status;
    }

    private static Optional<Errno> execError(ByteBuffer b) {
        boolean present = b.capacity() >= Launcher.EXEC_ERROR_OFFSET + Long.BYTES;
        return present ? Optional.of(Errno.of(-b.getLong(Launcher.EXEC_ERROR_OFFSET))) : Optional.empty();
    }
}
