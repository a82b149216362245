package io.jdock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DiskFullTest {

    @Test
    void recognisesWhatTheJdkThrowsForAFullDevice() throws IOException {
        try (OutputStream full = Files.newOutputStream(Path.of("/dev/full"))) {
            IOException failure = assertThrows(IOException.class, () -> full.write(1));

            assertEquals(Optional.of(Errno.ENOSPC), DiskFull.behind(failure));
            assertEquals(Optional.of(Errno.ENOSPC), DiskFull.behind(new UncheckedIOException("store", failure)));
        }
    }

    @Test
    void recognisesSystemCallsBelowOtherErrors() {
        var failure = new IllegalStateException(new ErrnoException("write", Errno.EDQUOT));

        assertEquals(Optional.of(Errno.EDQUOT), DiskFull.behind(failure));
    }

    @Test
    void takesNothingElseForIt() {
        assertEquals(Optional.empty(), DiskFull.behind(new IOException("full")));
        assertEquals(Optional.empty(), DiskFull.behind(new IOException()));
        assertEquals(Optional.empty(), DiskFull.behind(new ErrnoException("open", Errno.ENOENT)));
    }
}
