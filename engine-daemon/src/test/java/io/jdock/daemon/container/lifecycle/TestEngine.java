package io.jdock.daemon.container.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.jdock.daemon.container.create.CreateRequest;
import io.jdock.daemon.container.spec.CgroupParent;
import io.jdock.daemon.container.spec.HostFacts;
import io.jdock.daemon.container.spec.SpecBuilder;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.network.NetworkConfig;
import io.jdock.daemon.network.Networks;
import io.jdock.daemon.runtime.OciProgram;
import io.jdock.daemon.runtime.Runtimes;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.oci.image.ExecutionConfig;
import io.jdock.oci.image.Platform;
import io.jdock.programs.SearchPath;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The lifecycle's parts put together on fakes, for containers without a network. */
final class TestEngine {

    final List<String> events = new CopyOnWriteArrayList<>();
    final Endings endings = new Endings();
    final FakeTasks tasks;
    final ContainerStore store;
    final ContainerLifecycle lifecycle;
    final Termination termination;
    final Removal removal;
    final Holds holds;
    final Recovery recovery;
    private final ContainerCreator creator;

    TestEngine(Path directory, FakeTable table, FakeTasks tasks) {
        this.tasks = tasks;
        HostFacts facts = new HostFacts(2, "host", false, true, Set.of());
        InstantSource clock = InstantSource.fixed(Instant.EPOCH.plusSeconds(5));
        ContainerEvents bus = (action, container, attributes) -> events.add(action);
        ContainerDirectory files = new ContainerDirectory(directory, facts);
        ContainerLocks locks = new ContainerLocks();
        Runtimes runtimes = Runtimes.open(
                Map.of("other", new OciProgram("/other", List.of())),
                Optional.empty(),
                new SearchPath(List.of()),
                directory);
        Networks networks = Networks.open(NetworkConfig.of(directory, ""), List.of());
        store = ContainerStore.open(table);
        RestartPolicies restarts = new RestartPolicies(store);
        lifecycle = new ContainerLifecycle(
                store,
                locks,
                tasks,
                networks,
                new TaskPreparation(new SpecBuilder(facts), files, new CgroupParent("/test", false), runtimes),
                bus,
                endings,
                restarts,
                clock);
        termination = new Termination(store, locks, tasks, lifecycle, restarts, endings, bus);
        removal = new Removal(store, locks, tasks, lifecycle, termination, restarts, files, endings, bus);
        lifecycle.onAutoRemove(removal::removeAfterExit);
        holds = new Holds(store, lifecycle);
        recovery = new Recovery(store, locks, tasks, lifecycle, holds, removal, files, clock);
        creator = new ContainerCreator(
                store,
                (_, _) -> new ImageSource.Found(
                        "sha256:0", new Platform("linux", "arm64", ""), ExecutionConfig.EMPTY, Optional.empty()),
                new Platform("linux", "amd64", ""),
                tasks,
                files,
                bus,
                facts,
                runtimes,
                clock);
    }

    /** Creates a container without a network; {@code host} are further fields of its host configuration. */
    String create(String name, String host) {
        return create(name, "", body(host)).container().id();
    }

    /** The image is of another platform than the machine. */
    ContainerCreator.Created createFor(String name, String platform) {
        return create(name, platform, body(""));
    }

    private static String body(String host) {
        return "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\"],\"HostConfig\":{\"NetworkMode\":\"none\"%s}}"
                .formatted(host);
    }

    private ContainerCreator.Created create(String name, String platform, String body) {
        return creator.create(
                Optional.of(name),
                platform,
                CreateRequest.parse(EngineJson.read(body.getBytes(UTF_8), JsonNode.class)));
    }

    /** A running container. */
    String run(String name) {
        String id = create(name, "");
        lifecycle.start(id);
        return id;
    }

    Container get(String id) {
        return store.get(id);
    }

    ContainerStatus status(String id) {
        return get(id).state().status();
    }
}
