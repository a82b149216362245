package io.jdock.supervisor.tar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TarWriterTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarWriter writer = new TarWriter(bytes);

    @Test
    void writesWhatGnuTarReads() throws Exception {
        writer.directory("blobs/");
        writer.file("blobs/a", "hello".getBytes(UTF_8));
        writer.file("empty", 0, InputStream.nullInputStream());
        writer.finish();

        Process tar = new ProcessBuilder("tar", "-tv", "--full-time", "--utc")
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = tar.getOutputStream()) {
            in.write(bytes.toByteArray());
        }
        String listed = new String(tar.getInputStream().readAllBytes(), UTF_8).replaceAll(" +", " ");

        assertEquals("""
                drwxr-xr-x 0/0 0 1970-01-01 00:00:00 blobs/
                -rw-r--r-- 0/0 5 1970-01-01 00:00:00 blobs/a
                -rw-r--r-- 0/0 0 1970-01-01 00:00:00 empty
                """, listed);
        assertEquals(0, tar.waitFor());
    }

    @Test
    void statesSizesBeyondEightGibibytes() throws IOException {
        long size = (1L << 33) + 5;
        byte[] header = new byte[Header.SIZE];

        assertThrows(IOException.class, () -> writer.file("large", size, new ByteArrayInputStream(new byte[1])));
        System.arraycopy(bytes.toByteArray(), 0, header, 0, Header.SIZE);

        Header read = new Header(header);
        read.verify();
        assertEquals(size, read.size());
    }

    @Test
    void refusesContentThatIsLongerThanAnnounced() {
        var error = assertThrows(
                IOException.class, () -> writer.file("a", 2, new ByteArrayInputStream("abc".getBytes(UTF_8))));

        assertEquals("a is longer than its 2 bytes", error.getMessage());
        byte[] written = bytes.toByteArray();
        assertArrayEquals(new byte[0], Arrays.copyOfRange(written, Header.SIZE, written.length));
    }
}
