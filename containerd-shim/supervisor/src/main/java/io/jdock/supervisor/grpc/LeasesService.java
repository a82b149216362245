package io.jdock.supervisor.grpc;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.jdock.api.containerd.leases.v1.AddResourceRequest;
import io.jdock.api.containerd.leases.v1.CreateRequest;
import io.jdock.api.containerd.leases.v1.CreateResponse;
import io.jdock.api.containerd.leases.v1.DeleteRequest;
import io.jdock.api.containerd.leases.v1.DeleteResourceRequest;
import io.jdock.api.containerd.leases.v1.LeasesGrpc;
import io.jdock.api.containerd.leases.v1.ListRequest;
import io.jdock.api.containerd.leases.v1.ListResourcesRequest;
import io.jdock.api.containerd.leases.v1.ListResourcesResponse;
import io.jdock.api.containerd.leases.v1.ListResponse;
import io.jdock.api.containerd.leases.v1.Resource;
import io.jdock.supervisor.filters.Fields;
import io.jdock.supervisor.filters.Filter;
import io.jdock.supervisor.leases.Lease;
import io.jdock.supervisor.leases.Leases;
import java.util.Optional;
import java.util.UUID;

/** {@link Leases} over gRPC. */
public final class LeasesService extends LeasesGrpc.LeasesImplBase {

    private final Leases leases;
    private final Runnable collectGarbage;

    /**
     * @param collectGarbage removes what nothing keeps any more; run when a client deletes a lease and wants to see the effect
     */
    public LeasesService(Leases leases, Runnable collectGarbage) {
        this.leases = leases;
        this.collectGarbage = collectGarbage;
    }

    @Override
    public void create(CreateRequest request, StreamObserver<CreateResponse> caller) {
        String id = request.getId().isEmpty() ? UUID.randomUUID().toString() : request.getId();
        Lease lease = leases.create(CallNamespace.required(), id, request.getLabelsMap());
        Reply.send(caller, CreateResponse.newBuilder().setLease(message(lease)).build());
    }

    @Override
    public void delete(DeleteRequest request, StreamObserver<Empty> caller) {
        leases.delete(CallNamespace.required(), request.getId());
        if (request.getSync()) {
            collectGarbage.run();
        }
        Reply.done(caller);
    }

    @Override
    public void list(ListRequest request, StreamObserver<ListResponse> caller) {
        Filter filter = Filter.any(request.getFiltersList());
        ListResponse.Builder answer = ListResponse.newBuilder();
        for (Lease lease : leases.list(CallNamespace.required())) {
            if (filter.matches(fields(lease))) {
                answer.addLeases(message(lease));
            }
        }
        Reply.send(caller, answer.build());
    }

    @Override
    public void addResource(AddResourceRequest request, StreamObserver<Empty> caller) {
        leases.add(CallNamespace.required(), request.getId(), value(request.getResource()));
        Reply.done(caller);
    }

    @Override
    public void deleteResource(DeleteResourceRequest request, StreamObserver<Empty> caller) {
        leases.remove(CallNamespace.required(), request.getId(), value(request.getResource()));
        Reply.done(caller);
    }

    @Override
    public void listResources(ListResourcesRequest request, StreamObserver<ListResourcesResponse> caller) {
        ListResourcesResponse.Builder answer = ListResourcesResponse.newBuilder();
        for (Lease.Resource resource : leases.resources(CallNamespace.required(), request.getId())) {
            answer.addResources(Resource.newBuilder().setType(resource.type()).setId(resource.id()));
        }
        Reply.send(caller, answer.build());
    }

    private static Lease.Resource value(Resource message) {
        return new Lease.Resource(message.getType(), message.getId());
    }

    private static io.jdock.api.containerd.leases.v1.Lease message(Lease lease) {
        return io.jdock.api.containerd.leases.v1.Lease.newBuilder()
                .setId(lease.id())
                .setCreatedAt(Times.message(lease.createdAt()))
                .putAllLabels(lease.labels())
                .build();
    }

    private static Fields fields(Lease lease) {
        return path -> switch (path.getFirst()) {
            case "id" -> Optional.of(lease.id());
            case "labels" -> Fields.inMap(lease.labels(), path);
            default -> Optional.empty();
        };
    }
}
