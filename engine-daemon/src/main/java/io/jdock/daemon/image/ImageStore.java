package io.jdock.daemon.image;

import io.jdock.oci.image.ChainId;
import io.jdock.oci.image.Digest;
import java.util.List;
import java.util.OptionalLong;

/** What the supervisor keeps of images. Safe for concurrent use. */
public interface ImageStore {

    /** All records of unpacked images, in no order; the same list as before when nothing has changed. */
    List<ImageRecord> records();

    /**
     * A document's bytes.
     *
     * @throws io.jdock.errdefs.NotFoundException when there is no such blob
     */
    byte[] document(Digest digest);

    /** How long a blob is, of any kind; empty when it is not here. */
    OptionalLong blobSize(Digest digest);

    /** Removes a blob that nothing needs any more; nothing happens when it is not there. */
    void deleteBlob(Digest digest);

    /** Bytes on disk of one layer, without those below. */
    long layerSize(ChainId layer);

    /** Makes the name stand for the record's image, whatever it stood for. */
    void put(ImageRecord record);

    /** Takes a name away; what no other name reaches is collected by and by. Nothing happens when it is not there. */
    void delete(String name);

    /** Removes what no name reaches, and waits until it takes no room any more. */
    void collect();
}
