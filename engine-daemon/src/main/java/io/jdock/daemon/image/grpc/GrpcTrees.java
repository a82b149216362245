package io.jdock.daemon.image.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.jdock.api.grpc.GrpcErrors;
import io.jdock.api.supervisor.v1.ComposerGrpc;
import io.jdock.api.supervisor.v1.FingerprintRequest;
import io.jdock.api.supervisor.v1.ReadFileRequest;
import io.jdock.api.supervisor.v1.ReceiveRequest;
import io.jdock.api.supervisor.v1.ReceiveRequest.Kind;
import io.jdock.api.supervisor.v1.ReceiveRequest.Start;
import io.jdock.api.supervisor.v1.ReceiveResponse;
import io.jdock.concurrent.Threads;
import io.jdock.daemon.image.RegistryOptions;
import io.jdock.daemon.image.Trees;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.InternalException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;

/** {@link Trees} by the supervisor's Composer service. */
public final class GrpcTrees implements Trees {

    private final ComposerGrpc.ComposerBlockingV2Stub composer;
    private final Supplier<RegistryOptions> options;

    public GrpcTrees(Channel channel, Supplier<RegistryOptions> options) {
        this.options = options;
        this.composer = ComposerGrpc.newBlockingV2Stub(channel);
    }

    @Override
    public Reception receiveArchive(InputStream archive) {
        return receive(Start.newBuilder().setKind(Kind.KIND_ARCHIVE), archive);
    }

    @Override
    public Reception receiveArchive(String url) {
        return receive(fromWeb(Kind.KIND_ARCHIVE, url), InputStream.nullInputStream());
    }

    @Override
    public Reception receiveFile(String name, byte[] content, int mode) {
        return receive(
                Start.newBuilder().setKind(Kind.KIND_FILE).setName(name).setMode(mode),
                new ByteArrayInputStream(content));
    }

    @Override
    public Reception receiveFile(String url, String checksum) {
        return receive(fromWeb(Kind.KIND_FILE, url).setChecksum(checksum), InputStream.nullInputStream());
    }

    private Start.Builder fromWeb(Kind kind, String url) {
        return Start.newBuilder()
                .setKind(kind)
                .setUrl(url)
                .putAllProxies(options.get().proxies());
    }

    private Reception receive(Start.Builder start, InputStream pieces) {
        BlockingClientCall<ReceiveRequest, ReceiveResponse> call = composer.receive();
        ReceiveRequest first = ReceiveRequest.newBuilder().setStart(start).build();
        ReceiveRequest last = ReceiveRequest.newBuilder().setComplete(true).build();
        Threads.startVirtual("receive", () -> Upload.keepOpen(first, pieces, call, GrpcTrees::piece, last));
        try {
            ReceiveResponse answer = call.read();
            if (answer == null) {
                throw new InternalException("receive files: the supervisor names no tree");
            }
            return new OpenReception(call, new Tree.Received(answer.getKey()), answer.getName());
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cancel("interrupted", e);
            throw new CanceledException("receive files: interrupted", e);
        }
    }

    private static ReceiveRequest piece(ByteString data) {
        return ReceiveRequest.newBuilder().setData(data).build();
    }

    private record OpenReception(BlockingClientCall<?, ?> call, Tree.Received tree, String name) implements Reception {

        @Override
        public void close() {
            call.cancel("the files are no longer needed", null);
        }
    }

    @Override
    public String fingerprint(List<Files> files) {
        try {
            return composer.fingerprint(FingerprintRequest.newBuilder()
                            .addAllFiles(TreeMessages.files(files))
                            .build())
                    .getDigest();
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }

    @Override
    public byte[] file(Tree tree, String path, int limit) {
        try {
            return composer.readFile(ReadFileRequest.newBuilder()
                            .setTree(TreeMessages.tree(tree))
                            .setPath(path)
                            .setLimit(limit)
                            .build())
                    .getData()
                    .toByteArray();
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }
}
