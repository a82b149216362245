package io.jdock.supervisor.unpack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.ResourceExhaustedException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What archives of people are compressed with. */
final class CompressionTest {

    private static final byte[] TEXT = new byte[300_000];

    static {
        new Random(1).nextBytes(TEXT);
        Arrays.fill(TEXT, 100_000, 200_000, (byte) 'x');
    }

    private static byte[] compressed(Compression how, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = how == Compression.XZ
                ? new XZOutputStream(bytes, new LZMA2Options(1))
                : new BZip2CompressorOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] decompressed(byte[] bytes) throws IOException {
        try (InputStream plain = Compression.decompressArchive(new ByteArrayInputStream(bytes))) {
            return plain.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"XZ", "BZIP2"})
    void readsWhatArchiversWrite(Compression how) throws IOException {
        byte[] bytes = compressed(how, TEXT);

        assertEquals(how, Compression.detect(new BufferedInputStream(new ByteArrayInputStream(bytes))));
        assertArrayEquals(TEXT, decompressed(bytes));
        assertArrayEquals(new byte[0], decompressed(compressed(how, new byte[0])));
    }

    @ParameterizedTest
    @EnumSource(names = {"XZ", "BZIP2"})
    void readsOneStreamAfterTheOther(Compression how) throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(compressed(how, "first ".getBytes(UTF_8)));
        both.write(compressed(how, "second".getBytes(UTF_8)));

        assertEquals("first second", new String(decompressed(both.toByteArray()), UTF_8));
    }

    @ParameterizedTest
    @EnumSource(names = {"XZ", "BZIP2"})
    void saysThatAStreamIsDamaged(Compression how) throws IOException {
        byte[] flipped = compressed(how, TEXT);
        flipped[flipped.length / 2] ^= 1;
        byte[] cut = Arrays.copyOf(compressed(how, TEXT), 200);

        assertThrows(ZipException.class, () -> decompressed(flipped));
        IOException error = assertThrows(IOException.class, () -> decompressed(cut));

        assertEquals(how == Compression.XZ ? EOFException.class : ZipException.class, error.getClass());
    }

    @ParameterizedTest
    @EnumSource(names = {"XZ", "BZIP2"})
    void noLayerIsCompressedLikeThat(Compression how) throws IOException {
        byte[] bytes = compressed(how, TEXT);

        assertThrows(
                ZipException.class, () -> how.decompressLayer(Compression.buffer(new ByteArrayInputStream(bytes))));
    }

    @Test
    void anArchiveWhoseNameBeginsLikeBzip2IsNone() throws IOException {
        byte[] archive = Arrays.copyOf("BZh9-readme.txt".getBytes(UTF_8), 512);

        assertEquals(Compression.NONE, Compression.detect(new BufferedInputStream(new ByteArrayInputStream(archive))));
    }

    @Test
    void takesNoMoreMemoryThanThereIs() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LZMA2Options greedy = new LZMA2Options(1);
        greedy.setDictSize(48 << 20);
        try (OutputStream out = new XZOutputStream(bytes, greedy)) {
            out.write(TEXT);
        }

        assertThrows(ResourceExhaustedException.class, () -> decompressed(bytes.toByteArray()));
    }

    @Test
    void readsNoMoreThanTwoOfXzAtATime() throws IOException {
        byte[] bytes = compressed(Compression.XZ, TEXT);
        try (InputStream first = Compression.decompressArchive(new ByteArrayInputStream(bytes));
                InputStream second = Compression.decompressArchive(new ByteArrayInputStream(bytes))) {
            assertThrows(ResourceExhaustedException.class, () -> decompressed(bytes));
            assertEquals(first.read(), second.read());
        }

        assertArrayEquals(TEXT, decompressed(bytes));
    }
}
