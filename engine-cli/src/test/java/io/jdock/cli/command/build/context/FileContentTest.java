package io.jdock.cli.command.build.context;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.cli.command.CommandException;
import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change while they are sent. */
final class FileContentTest {

    @TempDir
    private Path directory;

    private FileContent content(int promised) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "12345");
        Fd opened = FileCalls.open(At.FDCWD, file.toString(), OpenFlags.RDONLY, 0);
        return new FileContent("/context/file", opened, promised);
    }

    @Test
    void oneThatHasGrownIsCut() throws IOException {
        try (FileContent content = content(3)) {
            assertArrayEquals(new byte[] {'1', '2', '3'}, content.readAllBytes());
        }
    }

    @Test
    void oneThatHasShrunkEndsTheBuild() throws IOException {
        try (FileContent content = content(6)) {
            var error = assertThrows(CommandException.class, content::readAllBytes);

            assertEquals(
                    "error checking context: '/context/file' became shorter while it was sent", error.getMessage());
        }
    }
}
