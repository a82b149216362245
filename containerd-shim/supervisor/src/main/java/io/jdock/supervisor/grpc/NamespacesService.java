package io.jdock.supervisor.grpc;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.jdock.api.containerd.namespaces.v1.CreateNamespaceRequest;
import io.jdock.api.containerd.namespaces.v1.CreateNamespaceResponse;
import io.jdock.api.containerd.namespaces.v1.DeleteNamespaceRequest;
import io.jdock.api.containerd.namespaces.v1.GetNamespaceRequest;
import io.jdock.api.containerd.namespaces.v1.GetNamespaceResponse;
import io.jdock.api.containerd.namespaces.v1.ListNamespacesRequest;
import io.jdock.api.containerd.namespaces.v1.ListNamespacesResponse;
import io.jdock.api.containerd.namespaces.v1.NamespacesGrpc;
import io.jdock.api.containerd.namespaces.v1.UpdateNamespaceRequest;
import io.jdock.api.containerd.namespaces.v1.UpdateNamespaceResponse;
import io.jdock.supervisor.filters.Fields;
import io.jdock.supervisor.filters.Filter;
import io.jdock.supervisor.namespaces.Namespace;
import io.jdock.supervisor.namespaces.Namespaces;
import java.util.List;
import java.util.Optional;

/** {@link Namespaces} over gRPC. */
public final class NamespacesService extends NamespacesGrpc.NamespacesImplBase {

    private final Namespaces namespaces;

    public NamespacesService(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    @Override
    public void get(GetNamespaceRequest request, StreamObserver<GetNamespaceResponse> caller) {
        Namespace found = namespaces.get(request.getName());
        Reply.send(
                caller,
                GetNamespaceResponse.newBuilder().setNamespace(message(found)).build());
    }

    @Override
    public void list(ListNamespacesRequest request, StreamObserver<ListNamespacesResponse> caller) {
        Filter filter = Filter.any(request.getFilter().isEmpty() ? List.of() : List.of(request.getFilter()));
        ListNamespacesResponse.Builder answer = ListNamespacesResponse.newBuilder();
        for (Namespace namespace : namespaces.list()) {
            if (filter.matches(fields(namespace))) {
                answer.addNamespaces(message(namespace));
            }
        }
        Reply.send(caller, answer.build());
    }

    @Override
    public void create(CreateNamespaceRequest request, StreamObserver<CreateNamespaceResponse> caller) {
        Namespace created = value(request.getNamespace());
        namespaces.create(created);
        Reply.send(
                caller,
                CreateNamespaceResponse.newBuilder()
                        .setNamespace(message(created))
                        .build());
    }

    @Override
    public void update(UpdateNamespaceRequest request, StreamObserver<UpdateNamespaceResponse> caller) {
        Namespace wanted = value(request.getNamespace());
        UpdateMask mask = new UpdateMask(request.getUpdateMask());
        mask.requireOnly("namespace " + wanted.name(), "labels");
        Namespace updated = namespaces.update(wanted.name(), current -> mask.merge("labels", current, wanted.labels()));
        Reply.send(
                caller,
                UpdateNamespaceResponse.newBuilder()
                        .setNamespace(message(updated))
                        .build());
    }

    @Override
    public void delete(DeleteNamespaceRequest request, StreamObserver<Empty> caller) {
        namespaces.delete(request.getName());
        Reply.done(caller);
    }

    private static Namespace value(io.jdock.api.containerd.namespaces.v1.Namespace message) {
        return new Namespace(message.getName(), message.getLabelsMap());
    }

    private static io.jdock.api.containerd.namespaces.v1.Namespace message(Namespace namespace) {
        return io.jdock.api.containerd.namespaces.v1.Namespace.newBuilder()
                .setName(namespace.name())
                .putAllLabels(namespace.labels())
                .build();
    }

    private static Fields fields(Namespace namespace) {
        return path -> switch (path.getFirst()) {
            case "name" -> Optional.of(namespace.name());
            case "labels" -> Fields.inMap(namespace.labels(), path);
            default -> Optional.empty();
        };
    }
}
