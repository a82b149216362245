package io.jdock.supervisor.unpack;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * How a stream is compressed, told by its first bytes: media types are wrong often enough that all engines look.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8878#name-zstandard-frames">RFC 8878 §3.1.1</a> for zstd's numbers
 */
public enum Compression {
    NONE,
    GZIP,
    ZSTD;

    private static final int BUFFER = 1 << 16;
    private static final int MAGIC_LENGTH = 4;
    /** 128 MiB, the most that zstd itself accepts unasked. The memory is outside the Java heap, per stream. */
    private static final int ZSTD_WINDOW_LOG = 27;

    /** A buffered stream of what {@code source} holds, decompressed. Closing it closes the source. */
    public static InputStream decompress(InputStream source) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(source, BUFFER);
        return switch (detect(buffered)) {
            case NONE -> buffered;
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
        return magic.length == MAGIC_LENGTH && isZstd(magic) ? ZSTD : NONE;
    }

    /** A frame, or one of the sixteen kinds of skippable frames that may come before it. */
    private static boolean isZstd(byte[] magic) {
        int number = magic[0] & 0xff | (magic[1] & 0xff) << 8 | (magic[2] & 0xff) << 16 | (magic[3] & 0xff) << 24;
        return number == 0xFD2FB528 || (number & ~0xf) == 0x184D2A50;
    }
}
