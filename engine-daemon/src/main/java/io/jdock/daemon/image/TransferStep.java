package io.jdock.daemon.image;

/** Something that happened while images arrive. */
public sealed interface TransferStep {

    /** It is known what the name stands for. */
    record Resolved(String digest) implements TransferStep {}

    /**
     * A layer came further.
     *
     * @param digest of its blob
     * @param current bytes so far, and {@code total}: 0 when the stage has no measure
     */
    record Layer(Stage stage, String digest, long current, long total) implements TransferStep {}

    /**
     * An image is there.
     *
     * @param reference full name, or empty when it has only an ID
     * @param unchanged it was there already, the same
     */
    record Recorded(String reference, String digest, String imageId, boolean unchanged) implements TransferStep {}

    /** Where a layer stands, in Docker's words. */
    enum Stage {
        WAITING("Pulling fs layer"),
        EXISTS("Already exists"),
        DOWNLOADING("Downloading"),
        VERIFYING("Verifying Checksum"),
        DOWNLOADED("Download complete"),
        EXTRACTING("Extracting"),
        COMPLETE("Pull complete");

        private final String words;

        Stage(String words) {
            this.words = words;
        }

        /** Whether it takes time that a bar can show; clients without a terminal leave measured messages out. */
        boolean isMeasured() {
            return switch (this) {
                case DOWNLOADING, EXTRACTING -> true;
                case WAITING, EXISTS, VERIFYING, DOWNLOADED, COMPLETE -> false;
            };
        }

        String words() {
            return words;
        }
    }
}
