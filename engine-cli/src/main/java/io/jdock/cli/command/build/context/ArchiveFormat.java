package io.jdock.cli.command.build.context;

import java.util.HexFormat;
import java.util.List;

/** Tells archives by their first bytes. */
final class ArchiveFormat {

    /** gzip, bzip2, xz, zstd. */
    private static final List<String> COMPRESSED = List.of("1f8b08", "425a68", "fd377a585a00", "28b52ffd");

    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;

    private ArchiveFormat() {}

    /**
     * Whether this is how an archive begins, a compressed one or not.
     *
     * @param head up to 512 bytes
     */
    static boolean isArchive(byte[] head) {
        return isCompressed(head) || isTar(head);
    }

    static boolean isCompressed(byte[] head) {
        String hex = HexFormat.of().formatHex(head, 0, Math.min(head.length, 6));
        return COMPRESSED.stream().anyMatch(hex::startsWith);
    }

    /** A header carries the sum of its bytes, its own digits counted as spaces, which no text happens to do. */
    private static boolean isTar(byte[] head) {
        if (head.length < TarHeader.BLOCK) {
            return false;
        }
        long sum = 0;
        for (int i = 0; i < TarHeader.BLOCK; i++) {
            boolean own = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
            sum += own ? ' ' : head[i] & 0xff;
        }
        return checksum(head) == sum;
    }

    private static long checksum(byte[] head) {
        long number = -1;
        for (int i = CHECKSUM; i < CHECKSUM + CHECKSUM_LENGTH; i++) {
            if (head[i] >= '0' && head[i] <= '7') {
                number = Math.max(number, 0) * 8 + head[i] - '0';
            } else if (number >= 0) {
                return number;
            }
        }
        return number;
    }
}
