package io.jdock.supervisor;

import io.grpc.BindableService;
import io.jdock.concurrent.RootLock;
import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.supervisor.containers.Containers;
import io.jdock.supervisor.events.EventBus;
import io.jdock.supervisor.grpc.ContainersService;
import io.jdock.supervisor.grpc.EventsService;
import io.jdock.supervisor.grpc.GrpcServer;
import io.jdock.supervisor.grpc.IntrospectionService;
import io.jdock.supervisor.grpc.LeasesService;
import io.jdock.supervisor.grpc.NamespacesService;
import io.jdock.supervisor.grpc.StdioService;
import io.jdock.supervisor.grpc.TasksService;
import io.jdock.supervisor.grpc.VersionService;
import io.jdock.supervisor.leases.Leases;
import io.jdock.supervisor.metadata.Metadata;
import io.jdock.supervisor.namespaces.Namespaces;
import io.jdock.supervisor.tasks.Tasks;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of a running supervisor, made here by their constructors and ended here in reverse order. */
public final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final RootLock root;
    private final RootLock state;
    private final Metadata metadata;
    private final Storage storage;
    private final GrpcServer server;

    private Supervisor(RootLock root, RootLock state, Metadata metadata, Storage storage, GrpcServer server) {
        this.root = root;
        this.state = state;
        this.metadata = metadata;
        this.storage = storage;
        this.server = server;
    }

    /**
     * Brings everything up and starts to serve.
     *
     * @throws io.jdock.errdefs.ConflictException if another supervisor has the root, the state directory or the socket
     */
    static Supervisor start(Options options) {
        RootLock root = RootLock.acquireClosed(options.root(), "supervisor");
        RootLock state = RootLock.acquirePassable(options.state(), "supervisor");
        Metadata metadata = Metadata.open(options.root().resolve("metadata.db"));
        Clock clock = Clock.systemUTC();
        EventBus events = new EventBus(clock);
        Leases leases = new Leases(metadata, clock);
        Storage storage = Storage.open(options.root(), metadata, leases, events, clock);
        List<BindableService> services = new ArrayList<>(storage.services());
        services.add(new LeasesService(leases, storage.garbage()::collectFully));
        services.add(new EventsService(events));
        services.addAll(services(options, metadata, events, clock));
        GrpcServer server = GrpcServer.start(options.address(), services);
        LOG.info("serving on {}", options.address());
        return new Supervisor(root, state, metadata, storage, server);
    }

    private static List<BindableService> services(Options options, Metadata metadata, EventBus events, Clock clock) {
        Containers containers = new Containers(metadata, events, clock);
        Tasks tasks =
                Tasks.open(options.state(), containers, events, new ContainerLauncher(), options.runtimeTimeout());
        Version version = Version.current();
        return List.of(
                new VersionService(version.text(), version.revision()),
                new IntrospectionService(ServerId.of(metadata)),
                new NamespacesService(new Namespaces(metadata, events)),
                new ContainersService(containers, tasks),
                new TasksService(tasks),
                new StdioService(tasks));
    }

    void awaitClosed() throws InterruptedException {
        server.awaitClosed();
    }

    /** Stops serving; containers go on and are adopted by the next supervisor. */
    @Override
    public void close() {
        server.close();
        storage.close();
        metadata.close();
        state.close();
        root.close();
    }
}
