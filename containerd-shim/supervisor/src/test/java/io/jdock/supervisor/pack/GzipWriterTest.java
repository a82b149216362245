package io.jdock.supervisor.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GzipWriterTest {

    private static final int BLOCK = GzipBlock.SIZE;

    private static byte[] compress(byte[] bytes, int piece) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GzipWriter gzip = new GzipWriter(out, 4)) {
            for (int at = 0; at < bytes.length; at += piece) {
                gzip.write(bytes, at, Math.min(piece, bytes.length - at));
            }
            gzip.finish();
        }
        return out.toByteArray();
    }

    /** Half of it can be compressed. */
    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        for (int i = 0; i < length; i += 2) {
            bytes[i] = (byte) (i >> 16);
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 1000, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 5, 20 * BLOCK, 20 * BLOCK + 1_000})
    void isReadByEverybody(int length) throws Exception {
        byte[] plain = bytes(length);

        byte[] compressed = compress(plain, 10_000);

        try (GZIPInputStream java = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            assertArrayEquals(plain, java.readAllBytes());
        }
        Process gunzip = new ProcessBuilder("gunzip").start();
        Thread feeder = Thread.ofVirtual().start(() -> {
            try (var in = gunzip.getOutputStream()) {
                in.write(compressed);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertArrayEquals(plain, gunzip.getInputStream().readAllBytes());
        feeder.join();
        assertTrue(gunzip.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, gunzip.exitValue());
    }

    @Test
    void isTheSameHoweverItIsWritten() throws IOException {
        byte[] plain = bytes(7 * BLOCK + 3);
        byte[] compressed = compress(plain, plain.length);
        for (int piece : new int[] {997, BLOCK, BLOCK + 1}) {
            assertArrayEquals(compressed, compress(plain, piece));
        }
    }

    @Test
    void isAsSmallAsOneThreadWouldMakeIt() throws IOException {
        byte[] plain = bytes(30 * BLOCK);
        ByteArrayOutputStream usual = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(usual) {
            {
                def.setLevel(4);
            }
        }) {
            gzip.write(plain);
        }

        int length = compress(plain, 1 << 16).length;

        assertTrue(length < usual.size() * 1.01, length + " bytes instead of " + usual.size());
    }

    @Test
    void whatCannotBeCompressedHardlyGrows() throws IOException {
        byte[] plain = new byte[5 * BLOCK];
        new Random(2).nextBytes(plain);

        assertTrue(compress(plain, 1 << 16).length < plain.length + 1000);
    }

    @Test
    void anInterruptEndsIt() throws IOException {
        byte[] plain = bytes(100 * BLOCK);
        Thread.currentThread().interrupt();
        try {
            assertThrows(InterruptedIOException.class, () -> compress(plain, 1 << 16));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }
}
