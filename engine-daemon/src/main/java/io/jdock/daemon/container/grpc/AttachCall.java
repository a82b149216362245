package io.jdock.daemon.container.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.jdock.api.grpc.GrpcErrors;
import io.jdock.api.supervisor.v1.AttachRequest;
import io.jdock.api.supervisor.v1.AttachResponse;
import io.jdock.api.supervisor.v1.StdioGrpc;
import io.jdock.daemon.container.stream.StreamKind;
import io.jdock.daemon.container.task.AttachedStreams;
import io.jdock.daemon.container.task.ProcessRef;
import io.jdock.daemon.container.task.StreamChoice;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.UnavailableException;
import java.io.IOException;
import java.util.Optional;

/** Joins standard streams with the supervisor's Stdio service. */
final class AttachCall {

    private final StdioGrpc.StdioBlockingV2Stub stdio;

    AttachCall(Channel channel) {
        this.stdio = StdioGrpc.newBlockingV2Stub(channel);
    }

    AttachedStreams open(ProcessRef process, StreamChoice streams) {
        BlockingClientCall<AttachRequest, AttachResponse> call = stdio.attach();
        try {
            call.write(AttachRequest.newBuilder()
                    .setStart(AttachRequest.Start.newBuilder()
                            .setContainerId(process.containerId())
                            .setExecId(process.execId())
                            .setStdin(streams.stdin())
                            .setStdout(streams.stdout())
                            .setStderr(streams.stderr()))
                    .build());
            AttachResponse first = call.read();
            if (first == null || !first.hasAttached()) {
                throw new UnavailableException(
                        "attach to container %s: the supervisor did not confirm it".formatted(process.containerId()));
            }
            return new Streams(call);
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("attach to container %s: interrupted".formatted(process.containerId()), e);
        }
    }

    private static final class Streams implements AttachedStreams {

        private final BlockingClientCall<AttachRequest, AttachResponse> call;
        private volatile boolean closed;

        Streams(BlockingClientCall<AttachRequest, AttachResponse> call) {
            this.call = call;
        }

        @Override
        public Optional<Output> read() throws IOException, InterruptedException {
            try {
                AttachResponse answer = call.read();
                if (answer == null) {
                    return Optional.empty();
                }
                var output = answer.getOutput();
                boolean stderr = output.getStream() == AttachResponse.Output.Stream.STREAM_STDERR;
                return Optional.of(new Output(
                        stderr ? StreamKind.STDERR : StreamKind.STDOUT,
                        output.getData().toByteArray()));
            } catch (StatusException e) {
                if (closed) {
                    return Optional.empty();
                }
                throw new IOException("read output: " + e.getMessage(), e);
            }
        }

        @Override
        public void write(byte[] bytes) throws IOException, InterruptedException {
            try {
                call.write(AttachRequest.newBuilder()
                        .setStdin(ByteString.copyFrom(bytes))
                        .build());
            } catch (StatusException e) {
                throw new IOException("write input: " + e.getMessage(), e);
            }
        }

        @Override
        public void closeInput() throws IOException {
            try {
                call.write(AttachRequest.newBuilder()
                        .setCloseStdin(AttachRequest.CloseStdin.getDefaultInstance())
                        .build());
            } catch (StatusException e) {
                throw new IOException("end input: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("end input: interrupted", e);
            }
        }

        @Override
        public void close() {
            closed = true;
            call.cancel("the client has left", null);
        }
    }
}
