package io.jdock.supervisor.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.StreamObserver;
import io.jdock.api.supervisor.v1.CommitRequest;
import io.jdock.api.supervisor.v1.ComposerGrpc;
import io.jdock.api.supervisor.v1.ConfigureRequest;
import io.jdock.api.supervisor.v1.CopyRequest;
import io.jdock.api.supervisor.v1.ExportRequest;
import io.jdock.api.supervisor.v1.ExportResponse;
import io.jdock.api.supervisor.v1.FingerprintRequest;
import io.jdock.api.supervisor.v1.FingerprintResponse;
import io.jdock.api.supervisor.v1.ImportRequest;
import io.jdock.api.supervisor.v1.ReadFileRequest;
import io.jdock.api.supervisor.v1.ReadFileResponse;
import io.jdock.api.supervisor.v1.ReceiveRequest;
import io.jdock.api.supervisor.v1.ReceiveResponse;
import io.jdock.api.supervisor.v1.TransferProgress;
import io.jdock.concurrent.Threads;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.tree.Directory;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageReference;
import io.jdock.supervisor.images.Composer;
import io.jdock.supervisor.images.CopyOrder;
import io.jdock.supervisor.images.GarbageCollector;
import io.jdock.supervisor.images.NewImage;
import io.jdock.supervisor.images.TransferEvent;
import io.jdock.supervisor.images.TreeFiles;
import io.jdock.supervisor.images.TreeReader;
import io.jdock.supervisor.pack.Manner;
import io.jdock.supervisor.pack.TreePacker;
import io.jdock.supervisor.received.ReceivedTrees;
import io.jdock.supervisor.registry.WebFile;
import io.jdock.supervisor.snapshots.Snapshots;
import io.jdock.supervisor.tar.EntryWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Images made here, and files taken out, over gRPC. A client that goes away ends what it asked for. */
public final class ComposerService extends ComposerGrpc.ComposerImplBase {

    private final Composer composer;
    private final TreeReader trees;
    private final ReceivedTrees received;
    private final Snapshots snapshots;
    private final GarbageCollector garbage;

    public ComposerService(
            Composer composer,
            TreeReader trees,
            ReceivedTrees received,
            Snapshots snapshots,
            GarbageCollector garbage) {
        this.composer = composer;
        this.trees = trees;
        this.received = received;
        this.snapshots = snapshots;
        this.garbage = garbage;
    }

    @Override
    public void commit(CommitRequest request, StreamObserver<TransferProgress> caller) {
        NewImage image = image(CallNamespace.required(), request.getImage());
        String name = "commit " + request.getSnapshot();
        ResponseStream.start(
                name,
                caller,
                answers -> TransferCall.run(
                        name,
                        answers,
                        garbage,
                        listener -> Threads.runOnPlatformThread(
                                name, () -> composer.commit(image, request.getSnapshot(), listener))));
    }

    @Override
    public void configure(ConfigureRequest request, StreamObserver<TransferProgress> caller) {
        NewImage image = image(CallNamespace.required(), request.getImage());
        ResponseStream.start(
                "configure",
                caller,
                answers -> TransferCall.run(
                        "configure", answers, garbage, listener -> composer.configure(image, listener)));
    }

    @Override
    public void copy(CopyRequest request, StreamObserver<TransferProgress> caller) {
        NewImage image = image(CallNamespace.required(), request.getImage());
        CopyOrder order = TreeMessages.order(request);
        String name = "copy to " + order.destination();
        ResponseStream.start(
                name,
                caller,
                answers -> TransferCall.run(
                        name,
                        answers,
                        garbage,
                        listener -> Threads.runOnPlatformThread(name, () -> composer.copy(image, order, listener))));
    }

    @Override
    public void fingerprint(FingerprintRequest request, StreamObserver<FingerprintResponse> caller) {
        String namespace = CallNamespace.required();
        List<TreeFiles> files = TreeMessages.files(request.getFilesList());
        ResponseStream.start("fingerprint", caller, answers -> {
            answers.onCancel(Thread.currentThread()::interrupt);
            Digest digest = Threads.workOnPlatformThread("fingerprint", () -> trees.fingerprint(namespace, files));
            answers.send(FingerprintResponse.newBuilder()
                    .setDigest(digest.toString())
                    .build());
        });
    }

    @Override
    public void readFile(ReadFileRequest request, StreamObserver<ReadFileResponse> caller) {
        String namespace = CallNamespace.required();
        TreeFiles.Tree tree = TreeMessages.tree(request.getTree());
        int limit = TreeMessages.limit(request);
        ResponseStream.start("read " + request.getPath(), caller, answers -> {
            byte[] bytes = Threads.workOnPlatformThread(
                    "read-file", () -> trees.read(namespace, tree, request.getPath(), limit));
            answers.send(ReadFileResponse.newBuilder()
                    .setData(UnsafeByteOperations.unsafeWrap(bytes))
                    .build());
        });
    }

    @Override
    public StreamObserver<ReceiveRequest> receive(StreamObserver<ReceiveResponse> caller) {
        CallNamespace.required();
        return RequestStream.start(
                "receive",
                caller,
                RequestStream.PIECES_AHEAD,
                (requests, answers) -> new ReceiveCall(requests, answers).run(received));
    }

    @Override
    public StreamObserver<ImportRequest> import_(StreamObserver<TransferProgress> caller) {
        String namespace = CallNamespace.required();
        return RequestStream.start("import", caller, RequestStream.PIECES_AHEAD, (requests, answers) -> {
            ImportRequest first = requests.next()
                    .filter(ImportRequest::hasImage)
                    .orElseThrow(() -> new InvalidArgumentException("import: the first message names no image"));
            NewImage image = image(namespace, first.getImage());
            TransferCall.run("import", answers, garbage, listener -> importFiles(image, first, requests, listener));
        });
    }

    private void importFiles(
            NewImage image,
            ImportRequest first,
            RequestStream<ImportRequest> requests,
            TransferEvent.Listener listener) {
        String url = first.getUrl();
        try (InputStream archive = url.isEmpty()
                ? new MessageBytes<>(requests, ImportRequest::getData)
                : WebFile.open(url, first.getProxiesMap())) {
            composer.importFiles(image, archive, listener);
        } catch (IOException e) {
            throw new UncheckedIOException("import: " + e.getMessage(), e);
        }
    }

    @Override
    public void export(ExportRequest request, StreamObserver<ExportResponse> caller) {
        CallNamespace.required();
        ResponseStream.start("export " + request.getSnapshot(), caller, answers -> {
            answers.onCancel(Thread.currentThread()::interrupt);
            try (Directory files = snapshots.openMerged(request.getSnapshot());
                    OutputStream pieces = new PieceStream<>(answers, ComposerService::piece)) {
                EntryWriter archive = new EntryWriter(pieces);
                new TreePacker(archive, Manner.FILES).pack(files);
                archive.finish();
            } catch (IOException e) {
                throw new UncheckedIOException("export " + request.getSnapshot(), e);
            }
        });
    }

    private static ExportResponse piece(ByteString data) {
        return ExportResponse.newBuilder().setData(data).build();
    }

    private static NewImage image(String namespace, io.jdock.api.supervisor.v1.NewImage message) {
        String reference = message.getReference();
        return new NewImage(
                namespace,
                message.getBaseId().isEmpty() ? Optional.empty() : Optional.of(message.getBaseId()),
                Documents.config(message.getConfig().toByteArray(), "configuration of the new image"),
                reference.isEmpty()
                        ? ""
                        : ImageReference.parse(reference).withDefaultTag().toString(),
                message.getBuildKey());
    }
}
