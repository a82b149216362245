package io.jdock.daemon.system;

import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Router;
import io.jdock.daemon.image.ImageCatalog;
import io.jdock.daemon.image.RegistryOptions;
import io.jdock.daemon.runtime.Runtimes;
import io.jdock.engine.api.json.ApiVersion;
import io.jdock.engine.api.system.SystemInfo;
import io.jdock.engine.api.system.SystemVersion;
import io.jdock.errdefs.UnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** {@code /_ping}, {@code /version}, {@code /info}, and what clients ask to learn that there is no swarm. */
public final class SystemRoutes {

    private static final String PRODUCT = "jdock";
    private static final String HUB = "docker.io";
    private static final String NO_SWARM =
            "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\""
                    + " to connect this node to swarm and try again.";

    private final EngineFacts facts;
    private final LiveSettings settings;
    private final ImageCatalog images;
    private final ContainerCounts.Source containers;
    private final Runtimes runtimes;
    private final EventBus events;
    private final Supplier<String> supervisorVersion;

    public SystemRoutes(
            EngineFacts facts,
            LiveSettings settings,
            ImageCatalog images,
            ContainerCounts.Source containers,
            Runtimes runtimes,
            EventBus events,
            Supplier<String> supervisorVersion) {
        this.facts = facts;
        this.settings = settings;
        this.images = images;
        this.containers = containers;
        this.runtimes = runtimes;
        this.events = events;
        this.supervisorVersion = supervisorVersion;
    }

    public void addTo(Router router) {
        router.get("/_ping", SystemRoutes::ping)
                .head("/_ping", SystemRoutes::ping)
                .get("/version", this::version)
                .get("/info", this::info);
        for (String collection : List.of("swarm", "nodes", "services", "tasks", "secrets", "configs")) {
            String below = "/%s/{rest:.*}".formatted(collection);
            router.get("/" + collection, SystemRoutes::refuseSwarm)
                    .get(below, SystemRoutes::refuseSwarm)
                    .post(below, SystemRoutes::refuseSwarm)
                    .delete(below, SystemRoutes::refuseSwarm);
        }
    }

    private static void refuseSwarm(Exchange exchange) {
        throw new UnavailableException(NO_SWARM);
    }

    /** BuildKit is not there, so the builder is the classic one. */
    private static void ping(Exchange exchange) throws IOException {
        exchange.replyHeader("Builder-Version", "1")
                .replyHeader("Swarm", "inactive")
                .replyHeader("Cache-Control", "no-cache, no-store, must-revalidate")
                .replyHeader("Pragma", "no-cache");
        exchange.text(exchange.method().equals("HEAD") ? "" : "OK");
    }

    private void version(Exchange exchange) throws IOException {
        String kernel = HostFacts.kernelVersion();
        var engine = new SystemVersion.Component(
                "Engine",
                facts.version(),
                Map.of(
                        "ApiVersion", ApiVersion.NEWEST.toString(),
                        "MinAPIVersion", ApiVersion.OLDEST.toString(),
                        "Arch", architecture(),
                        "GitCommit", facts.revision(),
                        "KernelVersion", kernel,
                        "Os", "linux"));
        var supervisor = new SystemVersion.Component(
                "containerd", supervisorVersion.get(), Map.of("GitCommit", facts.revision()));
        exchange.ok(new SystemVersion(
                new SystemVersion.Platform(PRODUCT),
                List.of(engine, supervisor),
                facts.version(),
                ApiVersion.NEWEST.toString(),
                ApiVersion.OLDEST.toString(),
                facts.revision(),
                "",
                "linux",
                architecture(),
                kernel,
                false,
                ""));
    }

    private void info(Exchange exchange) throws IOException {
        ContainerCounts counts = containers.count();
        exchange.ok(new SystemInfo(
                facts.id(),
                new SystemInfo.Objects(
                        counts.running() + counts.paused() + counts.stopped(),
                        counts.running(),
                        counts.paused(),
                        counts.stopped(),
                        images.list().size()),
                HostFacts.host(),
                HostFacts.limits(facts.limitsSwap()),
                engine(),
                List.of()));
    }

    private SystemInfo.Engine engine() {
        return new SystemInfo.Engine(
                "overlayfs",
                List.of(List.of("driver-type", "io.containerd.snapshotter.v1")),
                facts.dataRoot().toString(),
                new SystemInfo.Plugins(
                        List.of(), List.of("bridge", "host", "null"), List.of(), List.of("json-file", "none")),
                settings.debug(),
                HostFacts.openDescriptors(),
                Thread.activeCount(),
                events.listeners(),
                "json-file",
                facts.cgroupDriver(),
                HostFacts.isUnified() ? "2" : "1",
                "https://index.docker.io/v1/",
                registryConfig(settings.registries()),
                List.of(),
                false,
                facts.version(),
                runtimes(),
                runtimes.defaultName(),
                new SystemInfo.Swarm("", "", "inactive", false, ""),
                true,
                "",
                "",
                HostFacts.securityOptions(),
                new SystemInfo.Containerd(facts.supervisor().toString(), new SystemInfo.Namespaces("jdock", "jdock")));
    }

    private Map<String, SystemInfo.Runtime> runtimes() {
        Map<String, SystemInfo.Runtime> all = new TreeMap<>();
        runtimes.list()
                .forEach((name, program) -> all.put(name, new SystemInfo.Runtime(program.path(), program.arguments())));
        return all;
    }

    private static SystemInfo.RegistryConfig registryConfig(RegistryOptions registries) {
        List<String> networks = new ArrayList<>();
        Map<String, SystemInfo.Index> hosts = new TreeMap<>();
        for (String insecure : registries.insecure()) {
            if (insecure.contains("/")) {
                networks.add(insecure);
            } else {
                hosts.put(insecure, new SystemInfo.Index(insecure, List.of(), false, false));
            }
        }
        networks.add("127.0.0.0/8");
        hosts.put(HUB, new SystemInfo.Index(HUB, registries.mirrors(), true, true));
        return new SystemInfo.RegistryConfig(networks, hosts, registries.mirrors());
    }

    /** In the words of Go, as Docker shows it here: {@code amd64}. */
    private static String architecture() {
        return HostFacts.machine().equals("x86_64") ? "amd64" : "arm64";
    }
}
