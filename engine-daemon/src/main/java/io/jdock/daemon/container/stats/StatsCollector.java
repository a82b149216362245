package io.jdock.daemon.container.stats;

import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerState;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.task.TaskMetrics;
import io.jdock.daemon.container.task.Tasks;
import io.jdock.daemon.container.view.ApiTime;
import io.jdock.engine.api.container.ContainerStats;
import io.jdock.errdefs.NotFoundException;
import java.util.Map;
import java.util.Optional;

/** Takes samples of what containers use. Safe for concurrent use; a sample takes one call to the supervisor. */
public final class StatsCollector {

    private final ContainerStore store;
    private final Tasks tasks;
    private final long machineMemory;

    /** @param machineMemory in bytes: the limit of containers that have none */
    public StatsCollector(ContainerStore store, Tasks tasks, long machineMemory) {
        this.store = store;
        this.tasks = tasks;
        this.machineMemory = machineMemory;
    }

    /**
     * A sample without one before it; all zero when the container does not run.
     *
     * @throws NotFoundException if there is no such container (any more)
     */
    public ContainerStats sample(String id) {
        Container container = store.get(id);
        return metrics(container).map(metrics -> figures(container, metrics)).orElseGet(() -> nothing(container));
    }

    /** The same, {@code before} being the sample before it. */
    public ContainerStats sampleAfter(ContainerStats before, String id) {
        ContainerStats now = sample(id);
        return new ContainerStats(
                now.name(),
                now.id(),
                now.read(),
                before.read(),
                now.pidsStats(),
                now.blkioStats(),
                now.numProcs(),
                now.storageStats(),
                now.cpuStats(),
                before.cpuStats(),
                now.memoryStats(),
                now.networks());
    }

    public boolean isRunning(String id) {
        return store.get(id).state().status().isAlive();
    }

    private Optional<TaskMetrics> metrics(Container container) {
        if (!container.state().status().isAlive()) {
            return Optional.empty();
        }
        try {
            return Optional.of(tasks.metrics(container.id()));
        } catch (NotFoundException _) {
            // It has just ended, which the store is about to learn.
            return Optional.empty();
        }
    }

    private ContainerStats figures(Container container, TaskMetrics metrics) {
        MachineUse machine = MachineUse.now();
        ContainerStats.Cpu cpu =
                new ContainerStats.Cpu(metrics.cpu(), machine.nanos(), machine.processors(), metrics.throttling());
        return new ContainerStats(
                "/" + container.name(),
                container.id(),
                ApiTime.text(metrics.at()),
                ApiTime.text(ContainerState.NEVER),
                metrics.pids(),
                metrics.blockIo(),
                0,
                new ContainerStats.Storage(),
                cpu,
                ContainerStats.Cpu.NONE,
                limited(metrics.memory()),
                networks(container));
    }

    private static ContainerStats nothing(Container container) {
        return new ContainerStats(
                "/" + container.name(),
                container.id(),
                ApiTime.text(ContainerState.NEVER),
                ApiTime.text(ContainerState.NEVER),
                ContainerStats.Pids.NONE,
                ContainerStats.BlockIo.NONE,
                0,
                new ContainerStats.Storage(),
                ContainerStats.Cpu.NONE,
                ContainerStats.Cpu.NONE,
                ContainerStats.Memory.NONE,
                Map.of());
    }

    private ContainerStats.Memory limited(ContainerStats.Memory memory) {
        return new ContainerStats.Memory(
                memory.usage(),
                memory.maxUsage(),
                memory.stats(),
                memory.failcnt(),
                Math.min(memory.limit(), machineMemory));
    }

    /** A container in the host's network has no interfaces of its own. */
    private static Map<String, ContainerStats.Network> networks(Container container) {
        return container.endpoint().isEmpty()
                ? Map.of()
                : InterfaceCounters.of(container.state().pid());
    }
}
