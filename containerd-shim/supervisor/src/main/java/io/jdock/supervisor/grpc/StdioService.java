package io.jdock.supervisor.grpc;

import io.grpc.stub.StreamObserver;
import io.jdock.api.supervisor.v1.AttachRequest;
import io.jdock.api.supervisor.v1.AttachResponse;
import io.jdock.api.supervisor.v1.StdioGrpc;
import io.jdock.supervisor.tasks.Tasks;

/** The standard streams of processes over gRPC: one {@link AttachCall} per client. */
public final class StdioService extends StdioGrpc.StdioImplBase {

    private final Tasks tasks;

    public StdioService(Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public StreamObserver<AttachRequest> attach(StreamObserver<AttachResponse> caller) {
        String namespace = CallNamespace.required();
        return RequestStream.start(
                "attach", caller, (requests, answers) -> new AttachCall(requests, answers).run(tasks, namespace));
    }
}
