package io.jdock.cli.command.build.context;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives by their first bytes. */
final class ArchiveFormatTest {

    @ParameterizedTest
    @CsvSource({
        "1f8b0800, true",
        "425a6839, true",
        "fd377a585a0000, true",
        "28b52ffd04, true",
        "1f8b, false",
        "'', false",
        "46524f4d, false"
    })
    void compressedOnes(String hex, boolean expected) {
        assertEquals(expected, ArchiveFormat.isArchive(HexFormat.of().parseHex(hex)));
    }

    @Test
    void plainOnesByTheirChecksum() {
        byte[] head = new TarHeader(TarHeader.FILE, "a", 0644).bytes();

        assertTrue(ArchiveFormat.isArchive(head));
        assertFalse(ArchiveFormat.isArchive(Arrays.copyOf(head, 511)));
        head[0]++;
        assertFalse(ArchiveFormat.isArchive(head));
        assertFalse(ArchiveFormat.isArchive(
                "FROM scratch\n".repeat(50).substring(0, 512).getBytes(UTF_8)));
        assertFalse(ArchiveFormat.isArchive(new byte[512]));
    }
}
