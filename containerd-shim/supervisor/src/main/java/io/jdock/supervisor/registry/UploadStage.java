package io.jdock.supervisor.registry;

import java.net.URI;

/** How far the upload of a blob has come. */
sealed interface UploadStage {

    /** Nothing is agreed upon, or what was is lost. */
    record Unbegun() implements UploadStage {}

    /**
     * The server waits for more.
     *
     * @param location where it is to be sent
     * @param offset bytes it has
     */
    record Open(URI location, long offset) implements UploadStage {}

    /**
     * Something was sent and not answered well: the server is to be asked what it has.
     *
     * @param sent the most it can have
     */
    record Unsure(URI location, long sent) implements UploadStage {}

    /** The server has the blob. */
    record Done(boolean mounted) implements UploadStage {}
}
