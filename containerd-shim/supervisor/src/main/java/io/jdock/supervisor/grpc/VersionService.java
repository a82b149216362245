package io.jdock.supervisor.grpc;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.jdock.api.containerd.version.v1.VersionGrpc;
import io.jdock.api.containerd.version.v1.VersionResponse;

/** Says which supervisor this is. */
public final class VersionService extends VersionGrpc.VersionImplBase {

    private final VersionResponse answer;

    public VersionService(String version, String revision) {
        this.answer = VersionResponse.newBuilder()
                .setVersion(version)
                .setRevision(revision)
                .build();
    }

    @Override
    public void version(Empty request, StreamObserver<VersionResponse> caller) {
        Reply.send(caller, answer);
    }
}
