package io.jdock.daemon.container;

import io.jdock.daemon.container.exec.ExecService;
import io.jdock.daemon.container.host.MachinePlatform;
import io.jdock.daemon.container.job.Jobs;
import io.jdock.daemon.container.lifecycle.ContainerCreator;
import io.jdock.daemon.container.lifecycle.ContainerDirectory;
import io.jdock.daemon.container.lifecycle.ContainerEvents;
import io.jdock.daemon.container.lifecycle.ContainerLifecycle;
import io.jdock.daemon.container.lifecycle.ContainerLocks;
import io.jdock.daemon.container.lifecycle.Endings;
import io.jdock.daemon.container.lifecycle.Holds;
import io.jdock.daemon.container.lifecycle.ImageSource;
import io.jdock.daemon.container.lifecycle.Recovery;
import io.jdock.daemon.container.lifecycle.Removal;
import io.jdock.daemon.container.lifecycle.RestartPolicies;
import io.jdock.daemon.container.lifecycle.TaskPreparation;
import io.jdock.daemon.container.lifecycle.Termination;
import io.jdock.daemon.container.logs.FileWatcher;
import io.jdock.daemon.container.logs.Logs;
import io.jdock.daemon.container.routes.AttachRoutes;
import io.jdock.daemon.container.routes.ContainerRoutes;
import io.jdock.daemon.container.routes.ExecRoutes;
import io.jdock.daemon.container.routes.LifecycleRoutes;
import io.jdock.daemon.container.routes.LogRoutes;
import io.jdock.daemon.container.routes.StatsRoutes;
import io.jdock.daemon.container.routes.WaitRoutes;
import io.jdock.daemon.container.spec.CgroupParent;
import io.jdock.daemon.container.spec.HostFacts;
import io.jdock.daemon.container.spec.SpecBuilder;
import io.jdock.daemon.container.stats.MachineMemory;
import io.jdock.daemon.container.stats.StatsCollector;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.task.Tasks;
import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Router;
import io.jdock.daemon.network.Networks;
import io.jdock.daemon.runtime.Runtimes;
import io.jdock.engine.api.container.ContainerSummary;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Everything about containers, put together. {@link #recover} comes first, then requests. */
public final class Containers implements AutoCloseable {

    private final ContainerEvents events;
    private final FileWatcher watcher;
    private final Holds holds;
    private final Jobs jobs;
    private final Recovery recovery;
    private final Termination termination;
    private final CgroupParent cgroupParent;
    private final ContainerStore store;
    private final ContainerLifecycle lifecycle;
    private final ContainerRoutes containerRoutes;
    private final LifecycleRoutes lifecycleRoutes;
    private final WaitRoutes waitRoutes;
    private final LogRoutes logRoutes;
    private final AttachRoutes attachRoutes;
    private final ExecRoutes execRoutes;
    private final StatsRoutes statsRoutes;

    /**
     * Wires the parts.
     *
     * @param systemdCgroups whether systemd makes the containers' cgroups
     * @param networks opened with the endpoints of the containers in {@code store}
     */
    public Containers(
            Path dataRoot,
            Path execRoot,
            ContainerStore store,
            Tasks tasks,
            Networks networks,
            ImageSource images,
            Runtimes runtimes,
            boolean systemdCgroups,
            EventBus bus,
            HostFacts facts,
            InstantSource clock) {
        this.store = store;
        events = new BusEvents(bus);
        ContainerDirectory directory = new ContainerDirectory(dataRoot.resolve("containers"), facts);
        cgroupParent = CgroupParent.of(execRoot, systemdCgroups);
        TaskPreparation preparation = new TaskPreparation(new SpecBuilder(facts), directory, cgroupParent, runtimes);
        ContainerLocks locks = new ContainerLocks();
        Endings endings = new Endings();
        RestartPolicies restarts = new RestartPolicies(store);
        lifecycle =
                new ContainerLifecycle(store, locks, tasks, networks, preparation, events, endings, restarts, clock);
        termination = new Termination(store, locks, tasks, lifecycle, restarts, endings, events);
        Removal removal =
                new Removal(store, locks, tasks, lifecycle, termination, restarts, directory, endings, events);
        lifecycle.onAutoRemove(removal::removeAfterExit);
        ContainerCreator creator = new ContainerCreator(
                store, images, MachinePlatform.read(), tasks, directory, events, facts, runtimes, clock);
        jobs = new Jobs(store, creator, lifecycle, removal, endings);
        ExecService execs = new ExecService(store, tasks, events, facts, clock);
        watcher = FileWatcher.open();
        Logs logs = new Logs(watcher);
        holds = new Holds(store, lifecycle);
        recovery = new Recovery(store, locks, tasks, lifecycle, holds, removal, directory, clock);
        containerRoutes = new ContainerRoutes(store, creator, directory, execs, tasks, clock);
        lifecycleRoutes = new LifecycleRoutes(store, lifecycle, termination, removal, execs, tasks, events);
        waitRoutes = new WaitRoutes(store, endings);
        logRoutes = new LogRoutes(store, directory, logs, endings, clock);
        attachRoutes = new AttachRoutes(store, lifecycle, directory, logs, events);
        execRoutes = new ExecRoutes(execs);
        statsRoutes = new StatsRoutes(store, new StatsCollector(store, tasks, MachineMemory.bytes()));
    }

    /** Catches up with what happened while no daemon was there. Waits for the supervisor. */
    public void recover() {
        recovery.run();
    }

    /** Stops every running container as {@code stop} does, and removes the cgroups that only kept them together. */
    public void stopAll() {
        termination.stopAll();
        store.list().forEach(container -> lifecycle.awaitSettled(container.id()));
        cgroupParent.remove();
    }

    /** A container is said to have run out of memory. */
    public void ranOutOfMemory(String id) {
        lifecycle.ranOutOfMemory(id);
    }

    /** Cleans up behind a supervisor that died; to be called each time one is back. */
    public void supervisorReturned() {
        recovery.supervisorReturned();
    }

    /** All containers, with what they have written. */
    public List<ContainerSummary> usage() {
        return containerRoutes.usage();
    }

    /** Where what happens to containers is made known. */
    public ContainerEvents events() {
        return events;
    }

    /** Where the engine has work done in containers. */
    public Jobs jobs() {
        return jobs;
    }

    /** Does some work while nothing in the container goes on, if anything does. */
    public <T> T whilePaused(String id, Supplier<T> work) {
        return holds.during(id, work);
    }

    public void register(Router router) {
        containerRoutes.register(router);
        lifecycleRoutes.register(router);
        waitRoutes.register(router);
        logRoutes.register(router);
        attachRoutes.register(router);
        execRoutes.register(router);
        statsRoutes.register(router);
    }

    @Override
    public void close() {
        watcher.close();
    }
}
