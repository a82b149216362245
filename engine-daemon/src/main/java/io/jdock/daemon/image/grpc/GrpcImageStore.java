package io.jdock.daemon.image.grpc;

import com.google.protobuf.Timestamp;
import io.grpc.Channel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.jdock.api.containerd.content.v1.ContentGrpc;
import io.jdock.api.containerd.content.v1.DeleteContentRequest;
import io.jdock.api.containerd.content.v1.InfoRequest;
import io.jdock.api.containerd.content.v1.ReadContentRequest;
import io.jdock.api.containerd.content.v1.ReadContentResponse;
import io.jdock.api.containerd.images.v1.CreateImageRequest;
import io.jdock.api.containerd.images.v1.DeleteImageRequest;
import io.jdock.api.containerd.images.v1.Image;
import io.jdock.api.containerd.images.v1.ImagesGrpc;
import io.jdock.api.containerd.images.v1.ListImagesRequest;
import io.jdock.api.containerd.images.v1.UpdateImageRequest;
import io.jdock.api.containerd.leases.v1.CreateRequest;
import io.jdock.api.containerd.leases.v1.DeleteRequest;
import io.jdock.api.containerd.leases.v1.LeasesGrpc;
import io.jdock.api.containerd.snapshots.v1.SnapshotsGrpc;
import io.jdock.api.containerd.snapshots.v1.UsageRequest;
import io.jdock.api.grpc.GrpcErrors;
import io.jdock.api.supervisor.v1.ImagesVersionRequest;
import io.jdock.api.supervisor.v1.RegistryGrpc;
import io.jdock.daemon.image.ImageRecord;
import io.jdock.daemon.image.ImageStore;
import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.ChainId;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** {@link ImageStore} in the supervisor. */
public final class GrpcImageStore implements ImageStore {

    /** The supervisor's label with the image's ID, on records of images that are unpacked. */
    private static final String ID_LABEL = "jdock.io/image.id";

    private static final String SNAPSHOTTER = "overlayfs";

    private final ImagesGrpc.ImagesBlockingV2Stub images;
    private final ContentGrpc.ContentBlockingV2Stub content;
    private final SnapshotsGrpc.SnapshotsBlockingV2Stub snapshots;
    private final RegistryGrpc.RegistryBlockingV2Stub registry;
    private final LeasesGrpc.LeasesBlockingV2Stub leases;
    private volatile Known known = new Known("", List.of());

    /** Records, and the supervisor's name for the state that they were read in or that they were changed from meanwhile. */
    private record Known(String version, List<ImageRecord> records) {}

    public GrpcImageStore(Channel channel) {
        this.images = ImagesGrpc.newBlockingV2Stub(channel);
        this.content = ContentGrpc.newBlockingV2Stub(channel);
        this.snapshots = SnapshotsGrpc.newBlockingV2Stub(channel);
        this.registry = RegistryGrpc.newBlockingV2Stub(channel);
        this.leases = LeasesGrpc.newBlockingV2Stub(channel);
    }

    @Override
    public List<ImageRecord> records() {
        try {
            String version = registry.imagesVersion(ImagesVersionRequest.getDefaultInstance())
                    .getVersion();
            Known last = known;
            if (!last.version().equals(version)) {
                last = new Known(version, list());
                known = last;
            }
            return last.records();
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }

    private List<ImageRecord> list() throws StatusException {
        return images.list(ListImagesRequest.getDefaultInstance()).getImagesList().stream()
                .filter(image -> image.containsLabels(ID_LABEL))
                .map(GrpcImageStore::record)
                .toList();
    }

    @Override
    public byte[] document(Digest digest) {
        BlockingClientCall<?, ReadContentResponse> call = content.read(
                ReadContentRequest.newBuilder().setDigest(digest.toString()).build());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (ReadContentResponse piece = call.read(); piece != null; piece = call.read()) {
                bytes.writeBytes(piece.getData().toByteArray());
                if (bytes.size() > Documents.MAX_BYTES) {
                    throw new DataLossException("read %s: longer than any document may be".formatted(digest));
                }
            }
            return bytes.toByteArray();
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("read %s: canceled".formatted(digest), e);
        } finally {
            call.cancel("no longer read", null);
        }
    }

    @Override
    public OptionalLong blobSize(Digest digest) {
        try {
            InfoRequest request =
                    InfoRequest.newBuilder().setDigest(digest.toString()).build();
            return OptionalLong.of(content.info(request).getInfo().getSize());
        } catch (StatusException e) {
            requireNotFound(e);
            return OptionalLong.empty();
        }
    }

    @Override
    public void deleteBlob(Digest digest) {
        try {
            content.delete(DeleteContentRequest.newBuilder()
                    .setDigest(digest.toString())
                    .build());
        } catch (StatusException e) {
            requireNotFound(e);
        }
    }

    private static void requireNotFound(StatusException e) {
        EngineException error = GrpcErrors.fromException(e);
        if (!(error instanceof NotFoundException)) {
            throw error;
        }
    }

    @Override
    public long layerSize(ChainId layer) {
        try {
            return snapshots
                    .usage(UsageRequest.newBuilder()
                            .setSnapshotter(SNAPSHOTTER)
                            .setKey(layer.toString())
                            .build())
                    .getSize();
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }

    @Override
    public void put(ImageRecord record) {
        Image image = Image.newBuilder()
                .setName(record.name())
                .putAllLabels(record.labels())
                .setTarget(io.jdock.api.containerd.types.Descriptor.newBuilder()
                        .setMediaType(record.target().mediaType())
                        .setDigest(record.target().digest().toString())
                        .setSize(record.target().size()))
                .build();
        try {
            create(image);
        } catch (AlreadyExistsException e) {
            update(image);
        }
    }

    @Override
    public void delete(String name) {
        try {
            images.delete(DeleteImageRequest.newBuilder().setName(name).build());
        } catch (StatusException e) {
            requireNotFound(e);
        }
    }

    /** containerd's way to ask for it: a lease that ends, here an empty one. */
    @Override
    public void collect() {
        try {
            String lease =
                    leases.create(CreateRequest.getDefaultInstance()).getLease().getId();
            leases.delete(DeleteRequest.newBuilder().setId(lease).setSync(true).build());
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }

    private void create(Image image) {
        try {
            images.create(CreateImageRequest.newBuilder().setImage(image).build());
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }

    private void update(Image image) {
        try {
            images.update(UpdateImageRequest.newBuilder().setImage(image).build());
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }

    private static ImageRecord record(Image image) {
        var target = image.getTarget();
        return new ImageRecord(
                image.getName(),
                image.getLabelsOrThrow(ID_LABEL),
                new Descriptor(target.getMediaType(), Digest.parse(target.getDigest()), target.getSize()),
                image.getLabelsMap(),
                instant(image.getUpdatedAt()));
    }

    private static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
