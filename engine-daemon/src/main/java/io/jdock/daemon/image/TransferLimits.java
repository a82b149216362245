package io.jdock.daemon.image;

import io.jdock.errdefs.InvalidArgumentException;

/**
 * How much is transferred at a time, in the whole engine, and with how much patience; refuses in dockerd's words.
 *
 * @param downloads layers that arrive at a time; 0 stands for 4
 * @param uploads layers that leave at a time; 0 stands for 5
 * @param attempts how often a download that fails is tried, the first time included
 */
public record TransferLimits(int downloads, int uploads, int attempts) {

    private static final int USUAL_DOWNLOADS = 4;
    private static final int USUAL_UPLOADS = 5;

    /** Where nobody says anything. */
    public static final TransferLimits USUAL = new TransferLimits(0, 0, 5);

    public TransferLimits {
        requireAtLeast(0, downloads, "concurrent downloads");
        requireAtLeast(0, uploads, "concurrent uploads");
        requireAtLeast(1, attempts, "download attempts");
        downloads = downloads == 0 ? USUAL_DOWNLOADS : downloads;
        uploads = uploads == 0 ? USUAL_UPLOADS : uploads;
    }

    private static void requireAtLeast(int least, int number, String what) {
        if (number < least) {
            throw new InvalidArgumentException("invalid max %s: %d".formatted(what, number));
        }
    }
}
