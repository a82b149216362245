package io.jdock.cli.command.build.context;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compression on the way. */
final class GzipSourceTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1 << 20})
    void canBeReadBack(int size) throws IOException {
        byte[] content = new byte[size];

        byte[] compressed;
        try (GzipSource source = new GzipSource(new ByteArrayInputStream(content))) {
            compressed = source.readAllBytes();
        }

        try (var read = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            assertArrayEquals(content, read.readAllBytes());
        }
        assertTrue(compressed.length < 2000, compressed.length + " bytes");
    }
}
