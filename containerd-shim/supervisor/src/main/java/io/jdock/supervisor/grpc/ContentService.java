package io.jdock.supervisor.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.StreamObserver;
import io.jdock.api.containerd.content.v1.ContentGrpc;
import io.jdock.api.containerd.content.v1.DeleteContentRequest;
import io.jdock.api.containerd.content.v1.Info;
import io.jdock.api.containerd.content.v1.InfoRequest;
import io.jdock.api.containerd.content.v1.InfoResponse;
import io.jdock.api.containerd.content.v1.ListContentRequest;
import io.jdock.api.containerd.content.v1.ListContentResponse;
import io.jdock.api.containerd.content.v1.ListStatusesRequest;
import io.jdock.api.containerd.content.v1.ListStatusesResponse;
import io.jdock.api.containerd.content.v1.ReadContentRequest;
import io.jdock.api.containerd.content.v1.ReadContentResponse;
import io.jdock.api.containerd.content.v1.UpdateRequest;
import io.jdock.api.containerd.content.v1.UpdateResponse;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.content.BlobInfo;
import io.jdock.supervisor.content.BlobLabels;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.filters.Fields;
import io.jdock.supervisor.filters.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link ContentStore} over gRPC, for reading: blobs come in by pulls and loads, which check and unpack them, so writing is
 * not offered. Blobs are shared by all namespaces.
 */
public final class ContentService extends ContentGrpc.ContentImplBase {

    private static final int CHUNK = 1 << 18;
    private static final int BLOBS_IN_A_MESSAGE = 100;

    private final ContentStore content;
    private final BlobLabels labels;

    public ContentService(ContentStore content, BlobLabels labels) {
        this.content = content;
        this.labels = labels;
    }

    @Override
    public void info(InfoRequest request, StreamObserver<InfoResponse> caller) {
        BlobInfo blob = content.info(Digest.parse(request.getDigest()));
        Reply.send(
                caller,
                InfoResponse.newBuilder()
                        .setInfo(message(blob, labels.get(blob.digest())))
                        .build());
    }

    @Override
    public void update(UpdateRequest request, StreamObserver<UpdateResponse> caller) {
        BlobInfo blob = content.info(Digest.parse(request.getInfo().getDigest()));
        UpdateMask mask = new UpdateMask(request.getUpdateMask());
        mask.requireOnly("content " + blob.digest(), "labels");
        Map<String, String> updated = labels.update(
                blob.digest(),
                current -> mask.merge("labels", current, request.getInfo().getLabelsMap()));
        Reply.send(
                caller,
                UpdateResponse.newBuilder().setInfo(message(blob, updated)).build());
    }

    @Override
    public void list(ListContentRequest request, StreamObserver<ListContentResponse> caller) {
        Filter filter = Filter.any(request.getFiltersList());
        List<Info> found = new ArrayList<>();
        for (BlobInfo blob : content.list()) {
            Info info = message(blob, labels.get(blob.digest()));
            if (filter.matches(fields(info))) {
                found.add(info);
            }
        }
        ResponseStream.start("list content", caller, answers -> {
            for (int at = 0; at < found.size(); at += BLOBS_IN_A_MESSAGE) {
                List<Info> part = found.subList(at, Math.min(found.size(), at + BLOBS_IN_A_MESSAGE));
                answers.send(ListContentResponse.newBuilder().addAllInfo(part).build());
            }
        });
    }

    @Override
    public void read(ReadContentRequest request, StreamObserver<ReadContentResponse> caller) {
        Digest digest = Digest.parse(request.getDigest());
        long available = content.info(digest).size() - request.getOffset();
        if (request.getOffset() < 0 || request.getSize() < 0 || available < 0) {
            throw new InvalidArgumentException("read content %s: offset %d and size %d lie outside its %d bytes"
                    .formatted(digest, request.getOffset(), request.getSize(), available + request.getOffset()));
        }
        long wanted = request.getSize() == 0 ? available : Math.min(request.getSize(), available);
        ResponseStream.start("read content", caller, answers -> send(digest, request.getOffset(), wanted, answers));
    }

    private void send(Digest digest, long offset, long wanted, ResponseStream<ReadContentResponse> answers)
            throws InterruptedException {
        try (FileChannel channel = content.read(digest)) {
            long end = offset + wanted;
            long position = offset;
            while (position < end) {
                ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, end - position));
                int count = channel.read(chunk, position);
                ByteString data = UnsafeByteOperations.unsafeWrap(chunk.flip());
                answers.send(ReadContentResponse.newBuilder()
                        .setOffset(position)
                        .setData(data)
                        .build());
                position += count;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("read content " + digest, e);
        }
    }

    @Override
    public void delete(DeleteContentRequest request, StreamObserver<Empty> caller) {
        Digest digest = Digest.parse(request.getDigest());
        if (!content.delete(digest)) {
            throw new NotFoundException("content digest %s: not found".formatted(digest));
        }
        labels.delete(digest);
        Reply.done(caller);
    }

    /** Ingests are the business of pulls; clients have none of their own. */
    @Override
    public void listStatuses(ListStatusesRequest request, StreamObserver<ListStatusesResponse> caller) {
        Reply.send(caller, ListStatusesResponse.getDefaultInstance());
    }

    private static Info message(BlobInfo blob, Map<String, String> labels) {
        return Info.newBuilder()
                .setDigest(blob.digest().toString())
                .setSize(blob.size())
                .setCreatedAt(Times.message(blob.createdAt()))
                .setUpdatedAt(Times.message(blob.createdAt()))
                .putAllLabels(labels)
                .build();
    }

    private static Fields fields(Info info) {
        return path -> switch (path.getFirst()) {
            case "digest" -> Optional.of(info.getDigest());
            case "size" -> Optional.of(Long.toString(info.getSize()));
            case "labels" -> Fields.inMap(info.getLabelsMap(), path);
            default -> Optional.empty();
        };
    }
}
