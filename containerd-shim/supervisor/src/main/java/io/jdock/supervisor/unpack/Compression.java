package io.jdock.supervisor.unpack;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;

/**
 * How a stream is compressed, told by its first bytes: media types are wrong often enough that all engines look.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8878#name-zstandard-frames">RFC 8878 §3.1.1</a> for zstd's numbers
 */
public enum Compression {
    NONE,
    GZIP,
    ZSTD,
    BZIP2,
    XZ;

    private static final int BUFFER = 1 << 16;
    private static final int MAGIC_LENGTH = 10;
    private static final int ZSTD_MAGIC_LENGTH = 4;
    private static final byte[] XZ_MAGIC = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    private static final byte[] BZIP2_MAGIC = {'B', 'Z', 'h'};
    /** Of the first block of a bzip2 stream, or of the end of one without any. */
    private static final List<byte[]> BZIP2_BLOCKS = List.of(
            new byte[] {0x31, 0x41, 0x59, 0x26, 0x53, 0x59}, new byte[] {0x17, 0x72, 0x45, 0x38, 0x50, (byte) 0x90});
    /** 128 MiB, the most that zstd itself accepts unasked. The memory is outside the Java heap, per stream. */
    private static final int ZSTD_WINDOW_LOG = 27;

    /** A stream to detect compression in. */
    static BufferedInputStream buffer(InputStream source) {
        return new BufferedInputStream(source, BUFFER);
    }

    /**
     * A buffered stream of a layer, decompressed. Closing it closes the source.
     *
     * @throws ZipException when no layer may be compressed like this
     */
    InputStream decompressLayer(BufferedInputStream layer) throws IOException {
        if (this == BZIP2 || this == XZ) {
            throw new ZipException("layers are not compressed with " + name().toLowerCase(Locale.ROOT));
        }
        return decompress(layer);
    }

    /** A buffered stream of an archive of people, who also use what no layer is compressed with. Closing it closes the source. */
    public static InputStream decompressArchive(InputStream source) throws IOException {
        BufferedInputStream buffered = buffer(source);
        return detect(buffered).decompress(buffered);
    }

    private InputStream decompress(BufferedInputStream buffered) throws IOException {
        return switch (this) {
            case NONE -> buffered;
            case BZIP2 -> new BufferedInputStream(Bzip2Stream.open(buffered), BUFFER);
            case XZ -> new BufferedInputStream(XzStream.open(buffered), BUFFER);
            case GZIP -> new BufferedInputStream(new GzipStream(buffered), BUFFER);
            case ZSTD ->
                new BufferedInputStream(
                        new ZstdInputStreamNoFinalizer(buffered)
                                .setContinuous(false)
                                .setLongMax(ZSTD_WINDOW_LOG),
                        BUFFER);
        };
    }

    /** What a stream is compressed with; the stream is left where it was. */
    public static Compression detect(BufferedInputStream source) throws IOException {
        source.mark(MAGIC_LENGTH);
        byte[] magic = source.readNBytes(MAGIC_LENGTH);
        source.reset();
        if (magic.length >= 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
            return GZIP;
        }
        if (magic.length >= ZSTD_MAGIC_LENGTH && isZstd(magic)) {
            return ZSTD;
        }
        if (startsWith(magic, 0, XZ_MAGIC)) {
            return XZ;
        }
        return isBzip2(magic) ? BZIP2 : NONE;
    }

    /** Three letters and a digit could begin the name of a file in an archive too. */
    private static boolean isBzip2(byte[] magic) {
        int block = BZIP2_MAGIC.length + 1;
        return startsWith(magic, 0, BZIP2_MAGIC)
                && BZIP2_BLOCKS.stream().anyMatch(begin -> startsWith(magic, block, begin));
    }

    private static boolean startsWith(byte[] bytes, int offset, byte[] wanted) {
        int end = offset + wanted.length;
        return bytes.length >= end && Arrays.equals(bytes, offset, end, wanted, 0, wanted.length);
    }

    /** A frame, or one of the sixteen kinds of skippable frames that may come before it. */
    private static boolean isZstd(byte[] magic) {
        int number = magic[0] & 0xff | (magic[1] & 0xff) << 8 | (magic[2] & 0xff) << 16 | (magic[3] & 0xff) << 24;
        return number == 0xFD2FB528 || (number & ~0xf) == 0x184D2A50;
    }
}
