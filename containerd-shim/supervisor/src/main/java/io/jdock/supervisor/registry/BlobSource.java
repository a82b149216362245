package io.jdock.supervisor.registry;

import java.io.IOException;
import java.io.InputStream;

/** Opens the bytes of a blob that is to be uploaded; more than once when an upload has to begin again. */
@FunctionalInterface
public interface BlobSource {

    /**
     * @param offset of the first byte, at most the blob's size
     */
    InputStream open(long offset) throws IOException;
}
