package io.jdock.daemon;

import io.jdock.concurrent.RootLock;
import io.jdock.daemon.build.BuildRoutes;
import io.jdock.daemon.build.Workshop;
import io.jdock.daemon.commit.CommitRoutes;
import io.jdock.daemon.container.Containers;
import io.jdock.daemon.container.grpc.GrpcTasks;
import io.jdock.daemon.container.host.HostProbe;
import io.jdock.daemon.container.lifecycle.ImageSource;
import io.jdock.daemon.container.spec.HostFacts;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.store.ImageUses;
import io.jdock.daemon.container.store.SqliteContainerTable;
import io.jdock.daemon.database.Database;
import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.event.EventRoutes;
import io.jdock.daemon.http.Dispatcher;
import io.jdock.daemon.http.Router;
import io.jdock.daemon.http.netty.EventLoops;
import io.jdock.daemon.http.netty.HttpServer;
import io.jdock.daemon.http.netty.SocketAccess;
import io.jdock.daemon.image.Composer;
import io.jdock.daemon.image.ImageCatalog;
import io.jdock.daemon.image.ImageCollector;
import io.jdock.daemon.image.ImageRoutes;
import io.jdock.daemon.image.ImageUse;
import io.jdock.daemon.image.LastUses;
import io.jdock.daemon.image.Pulls;
import io.jdock.daemon.image.RegistryRoutes;
import io.jdock.daemon.image.StoredImage;
import io.jdock.daemon.image.grpc.GrpcComposer;
import io.jdock.daemon.image.grpc.GrpcImageStore;
import io.jdock.daemon.image.grpc.GrpcRegistries;
import io.jdock.daemon.image.grpc.GrpcTransfers;
import io.jdock.daemon.image.grpc.GrpcTrees;
import io.jdock.daemon.network.NetworkConfig;
import io.jdock.daemon.network.Networks;
import io.jdock.daemon.runtime.Runtimes;
import io.jdock.daemon.supervisor.SupervisorProcess;
import io.jdock.daemon.supervisor.SupervisorWatch;
import io.jdock.daemon.supervisor.grpc.SupervisorChannel;
import io.jdock.daemon.system.ContainerCounts;
import io.jdock.daemon.system.EngineFacts;
import io.jdock.daemon.system.ReloadEvent;
import io.jdock.daemon.system.SystemRoutes;
import io.jdock.daemon.usage.UsageRoute;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.linux.IdleMemory;
import io.jdock.programs.SearchPath;
import io.netty.channel.EventLoopGroup;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of a running daemon, made here by their constructors and ended here in reverse order. */
final class Daemon implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    private static final int EVENT_LOOPS = 2;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final String DEFAULT_GROUP = "jdock";

    private final Deque<Runnable> closers = new ArrayDeque<>();
    private final Configuration configuration;
    private final Options options;
    private final ReentrantLock reloading = new ReentrantLock();
    private final EventBus events = new EventBus(InstantSource.system());

    private Daemon(Configuration configuration) {
        this.configuration = configuration;
        this.options = configuration.started();
    }

    /**
     * Brings everything up and starts to serve; what had been brought up is ended again when a later part fails.
     *
     * @throws io.jdock.errdefs.EngineException why it cannot
     */
    static Daemon start(Configuration configuration) {
        Daemon daemon = new Daemon(configuration);
        try {
            daemon.bringUp();
            return daemon;
        } catch (RuntimeException e) {
            daemon.close();
            throw e;
        }
    }

    /** Takes up what has changed in the configuration, as far as that can be done while it runs; all or nothing of it. */
    void reload() {
        reloading.lock();
        try {
            configuration.reload();
            Logging.setLevel(configuration.logLevel());
            LOG.info("reloaded the configuration: {}", configuration.registries());
            if (!configuration.waiting().isEmpty()) {
                LOG.warn("these count from the next start: {}", String.join(", ", configuration.waiting()));
            }
            events.publish("daemon", "reload", EngineId.of(options.dataRoot()), ReloadEvent.attributes(configuration));
        } catch (EngineException | UncheckedIOException e) {
            LOG.error("the configuration stays as it was: {}", e.getMessage());
        } finally {
            reloading.unlock();
        }
    }

    /** Stops serving; supervisor and containers go on. */
    @Override
    public synchronized void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }

    private void bringUp() {
        for (String host : options.hosts()) {
            if (ListenAddress.parse(host) instanceof ListenAddress.Unix unix) {
                HttpServer.claim(unix.path());
            }
        }
        RootLock dataRoot = RootLock.acquireClosed(options.dataRoot(), "daemon");
        closers.push(dataRoot::close);
        RootLock execRoot = RootLock.acquirePassable(options.execRoot(), "daemon");
        closers.push(execRoot::close);
        PidFile pidFile = PidFile.write(options.pidFile());
        closers.push(pidFile::close);
        Database database = Database.open(options.dataRoot().resolve("jdock.db"));
        closers.push(database::close);
        EventLoopGroup eventLoops = EventLoops.start(EVENT_LOOPS);
        closers.push(eventLoops::shutdownGracefully);

        Path address = options.containerd().orElse(options.execRoot().resolve("containerd/containerd.sock"));
        SupervisorChannel supervisor = new SupervisorChannel(address, eventLoops);
        closers.push(supervisor::close);
        ContainerStore containerStore = ContainerStore.open(new SqliteContainerTable(database, InstantSource.system()));
        Networks networks = Networks.open(
                NetworkConfig.of(options.execRoot(), options.bip().orElse("")), containerStore.endpoints());
        closers.push(networks::close);
        Runtimes runtimes = Runtimes.open(
                options.runtimes(),
                options.defaultRuntime(),
                programs(),
                options.execRoot().resolve("runtimes"));
        ImageCatalog images = new ImageCatalog(new GrpcImageStore(supervisor.channel()));
        HostFacts host = HostProbe.read();
        Containers containers = new Containers(
                options.dataRoot(),
                options.execRoot(),
                containerStore,
                new GrpcTasks(supervisor.channel(), images::layerSize),
                networks,
                (reference, platform) -> found(images.runnable(reference, platform)),
                runtimes,
                options.systemdCgroups(),
                events,
                host,
                InstantSource.system());
        closers.push(containers::close);
        SupervisorWatch watch = SupervisorWatch.start(
                supervisorProcess(address), supervisor, containers::supervisorReturned, containers::ranOutOfMemory);
        closers.push(watch::close);
        if (options.shutdownContainers()) {
            closers.push(() -> shutDown(containers, networks, watch));
        }
        containers.recover();
        Composer composer = new GrpcComposer(supervisor.channel(), configuration::registries);
        Router router = new Router();
        GrpcTransfers transfers = new GrpcTransfers(supervisor.channel());
        Pulls pulls = new Pulls(images, transfers, configuration::registries, events);
        ImageRoutes imageRoutes =
                imageRoutes(supervisor, images, containerStore, composer, transfers, pulls, new ImageUses(database));
        imageRoutes.addTo(router);
        new UsageRoute(imageRoutes::usage, containers::usage).addTo(router);
        addSystemRoutes(router, supervisor, address, host, images, containerStore, runtimes);
        containers.register(router);
        Workshop workshop = new Workshop(
                images,
                composer,
                new GrpcTrees(supervisor.channel(), configuration::registries),
                pulls,
                containers.jobs(),
                imageRoutes.held(),
                imageRoutes::tag,
                options.execRoot().resolve("build"),
                InstantSource.system());
        BuildRoutes.open(workshop).addTo(router);
        new CommitRoutes(containers, containerStore, images, composer, InstantSource.system()).addTo(router);
        options.watermarks().ifPresent(marks -> {
            ImageCollector collector = imageRoutes.startCollector(marks, supervisorRoot());
            closers.push(collector::close);
        });
        listen(eventLoops, router);
        LOG.info("serving on {}", String.join(", ", options.hosts()));
    }

    /** Takes along what a daemon that ends leaves running. */
    private static void shutDown(Containers containers, Networks networks, SupervisorWatch watch) {
        try {
            containers.stopAll();
            networks.removeAll();
            watch.endSupervisor();
        } catch (EngineException e) {
            LOG.error("not everything could be shut down: {}", e.text());
        }
    }

    private static ImageSource.Found found(StoredImage image) {
        return new ImageSource.Found(
                image.id(),
                image.config().platform(),
                image.config().config(),
                image.config().chainId());
    }

    /** Where the supervisor that this daemon starts keeps images. */
    private Path supervisorRoot() {
        return options.dataRoot().resolve("containerd");
    }

    private void addSystemRoutes(
            Router router,
            SupervisorChannel supervisor,
            Path address,
            HostFacts host,
            ImageCatalog catalog,
            ContainerStore containers,
            Runtimes runtimes) {
        Version version = Version.current();
        EngineFacts facts = new EngineFacts(
                EngineId.of(options.dataRoot()),
                version.text(),
                version.revision(),
                options.dataRoot(),
                address,
                options.systemdCgroups() ? "systemd" : "cgroupfs",
                host.limitsSwap());
        new SystemRoutes(facts, configuration, catalog, () -> counts(containers), runtimes, events, supervisor::version)
                .addTo(router);
        new EventRoutes(events, InstantSource.system()).addTo(router);
        new RegistryRoutes(new GrpcRegistries(supervisor.channel(), configuration::registries)).addTo(router);
    }

    private ImageRoutes imageRoutes(
            SupervisorChannel supervisor,
            ImageCatalog catalog,
            ContainerStore containers,
            Composer composer,
            GrpcTransfers transfers,
            Pulls pulls,
            LastUses lastUses) {
        return new ImageRoutes(
                catalog,
                new GrpcImageStore(supervisor.channel()),
                transfers,
                composer,
                new GrpcRegistries(supervisor.channel(), configuration::registries),
                id -> users(containers, id),
                lastUses,
                pulls,
                events);
    }

    private static ContainerCounts counts(ContainerStore containers) {
        int running = 0;
        int paused = 0;
        int stopped = 0;
        for (Container container : containers.list()) {
            switch (container.state().status()) {
                case RUNNING -> running++;
                case PAUSED -> paused++;
                case CREATING, CREATED, STARTING, RESTARTING, EXITED, REMOVING -> stopped++;
            }
        }
        return new ContainerCounts(running, paused, stopped);
    }

    private static List<ImageUse.User> users(ContainerStore containers, String imageId) {
        return containers.list().stream()
                .filter(container -> container.imageId().equals(imageId))
                .map(container -> new ImageUse.User(
                        container.id(), container.state().status().isAlive()))
                .toList();
    }

    private void listen(EventLoopGroup eventLoops, Router router) {
        HttpServer server = new HttpServer(
                eventLoops, new Dispatcher(router, Version.current().text(), IdleMemory.after(IDLE)::touch));
        closers.push(server::close);
        SocketAccess access = new SocketAccess(
                options.group().orElse(DEFAULT_GROUP), options.group().isPresent());
        for (String host : options.hosts()) {
            switch (ListenAddress.parse(host)) {
                case ListenAddress.Unix unix -> server.listen(unix.path(), access);
                case ListenAddress.Tcp tcp -> server.listen(tcp.address());
            }
        }
    }

    /** Our own commands come last: a runtime that is installed on the host is meant before the one beside us. */
    private static SearchPath programs() {
        List<Path> directories = new ArrayList<>(SearchPath.of(System.getenv()).directories());
        String home = System.getProperty("jdock.home");
        if (home != null) {
            directories.add(Path.of(home, "bin"));
        }
        return new SearchPath(directories);
    }

    private Optional<SupervisorProcess> supervisorProcess(Path address) {
        if (options.containerd().isPresent()) {
            return Optional.empty();
        }
        String home = System.getProperty("jdock.home");
        if (home == null) {
            throw new FailedPreconditionException(
                    "start supervisor: the system property jdock.home does not say where bin/jdock-containerd is");
        }
        return Optional.of(new SupervisorProcess(
                Path.of(home, "bin", "jdock-containerd"),
                address,
                supervisorRoot(),
                options.execRoot().resolve("containerd"),
                options.logLevel()));
    }
}
