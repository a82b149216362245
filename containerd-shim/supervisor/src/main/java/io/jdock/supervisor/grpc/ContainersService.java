package io.jdock.supervisor.grpc;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.jdock.api.containerd.containers.v1.ContainersGrpc;
import io.jdock.api.containerd.containers.v1.CreateContainerRequest;
import io.jdock.api.containerd.containers.v1.CreateContainerResponse;
import io.jdock.api.containerd.containers.v1.DeleteContainerRequest;
import io.jdock.api.containerd.containers.v1.GetContainerRequest;
import io.jdock.api.containerd.containers.v1.GetContainerResponse;
import io.jdock.api.containerd.containers.v1.ListContainerMessage;
import io.jdock.api.containerd.containers.v1.ListContainersRequest;
import io.jdock.api.containerd.containers.v1.ListContainersResponse;
import io.jdock.api.containerd.containers.v1.UpdateContainerRequest;
import io.jdock.api.containerd.containers.v1.UpdateContainerResponse;
import io.jdock.supervisor.containers.Container;
import io.jdock.supervisor.containers.ContainerKey;
import io.jdock.supervisor.containers.Containers;
import io.jdock.supervisor.filters.Filter;
import io.jdock.supervisor.tasks.Tasks;
import java.util.List;

/** {@link Containers} over gRPC. */
public final class ContainersService extends ContainersGrpc.ContainersImplBase {

    private final Containers containers;
    private final Tasks tasks;

    public ContainersService(Containers containers, Tasks tasks) {
        this.containers = containers;
        this.tasks = tasks;
    }

    @Override
    public void get(GetContainerRequest request, StreamObserver<GetContainerResponse> caller) {
        Container found = containers.get(key(request.getId()));
        Reply.send(
                caller,
                GetContainerResponse.newBuilder()
                        .setContainer(ContainerMessages.message(found))
                        .build());
    }

    @Override
    public void list(ListContainersRequest request, StreamObserver<ListContainersResponse> caller) {
        ListContainersResponse.Builder answer = ListContainersResponse.newBuilder();
        matching(request).forEach(container -> answer.addContainers(ContainerMessages.message(container)));
        Reply.send(caller, answer.build());
    }

    @Override
    public void listStream(ListContainersRequest request, StreamObserver<ListContainerMessage> caller) {
        List<Container> found = matching(request);
        ResponseStream.start("list containers", caller, answers -> {
            for (Container container : found) {
                answers.send(ListContainerMessage.newBuilder()
                        .setContainer(ContainerMessages.message(container))
                        .build());
            }
        });
    }

    @Override
    public void create(CreateContainerRequest request, StreamObserver<CreateContainerResponse> caller) {
        tasks.anticipate();
        Container created =
                containers.create(ContainerMessages.value(CallNamespace.required(), request.getContainer()));
        Reply.send(
                caller,
                CreateContainerResponse.newBuilder()
                        .setContainer(ContainerMessages.message(created))
                        .build());
    }

    @Override
    public void update(UpdateContainerRequest request, StreamObserver<UpdateContainerResponse> caller) {
        ContainerKey key = key(request.getContainer().getId());
        UpdateMask mask = new UpdateMask(request.getUpdateMask());
        mask.requireOnly(
                "container " + key.id(),
                "labels",
                "image",
                "runtime",
                "spec",
                "snapshotter",
                "snapshot_key",
                "sandbox",
                "extensions");
        Container updated = containers.update(
                key,
                current -> ContainerMessages.merge(
                        current, ContainerMessages.value(key.namespace(), wanted(request, current)), mask));
        Reply.send(
                caller,
                UpdateContainerResponse.newBuilder()
                        .setContainer(ContainerMessages.message(updated))
                        .build());
    }

    @Override
    public void delete(DeleteContainerRequest request, StreamObserver<Empty> caller) {
        tasks.deleteContainer(key(request.getId()));
        Reply.done(caller);
    }

    /** A masked update may leave out the runtime, without which there is no valid record. */
    private static io.jdock.api.containerd.containers.v1.Container wanted(
            UpdateContainerRequest request, Container current) {
        var wanted = request.getContainer();
        return wanted.hasRuntime()
                ? wanted
                : wanted.toBuilder()
                        .setRuntime(ContainerMessages.message(current).getRuntime())
                        .build();
    }

    private List<Container> matching(ListContainersRequest request) {
        Filter filter = Filter.any(request.getFiltersList());
        return containers.list(CallNamespace.required()).stream()
                .filter(container -> filter.matches(ContainerMessages.fields(container)))
                .toList();
    }

    private static ContainerKey key(String id) {
        return new ContainerKey(CallNamespace.required(), id);
    }
}
