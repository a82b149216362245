package io.jdock.daemon.container.lifecycle;

import io.jdock.daemon.container.create.ConfigCheck;
import io.jdock.daemon.container.create.ConfigMerge;
import io.jdock.daemon.container.create.ContainerName;
import io.jdock.daemon.container.create.CreateRequest;
import io.jdock.daemon.container.create.HostDefaults;
import io.jdock.daemon.container.create.InventedNames;
import io.jdock.daemon.container.create.PlatformWarning;
import io.jdock.daemon.container.spec.HostConfigCheck;
import io.jdock.daemon.container.spec.HostFacts;
import io.jdock.daemon.container.spec.UserMounts;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.task.Tasks;
import io.jdock.daemon.network.NetworkMode;
import io.jdock.daemon.network.PortRequest;
import io.jdock.daemon.runtime.Runtimes;
import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.Platform;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Creates containers: checks, name, record, file system. Safe for concurrent use. */
public final class ContainerCreator {

    private static final int ID_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ContainerStore store;
    private final ImageSource images;
    private final Platform machine;
    private final Tasks tasks;
    private final ContainerDirectory directory;
    private final ContainerEvents events;
    private final HostFacts facts;
    private final Runtimes runtimes;
    private final InstantSource clock;
    private final InventedNames names = new InventedNames(RANDOM);

    public ContainerCreator(
            ContainerStore store,
            ImageSource images,
            Platform machine,
            Tasks tasks,
            ContainerDirectory directory,
            ContainerEvents events,
            HostFacts facts,
            Runtimes runtimes,
            InstantSource clock) {
        this.store = store;
        this.images = images;
        this.machine = machine;
        this.tasks = tasks;
        this.directory = directory;
        this.events = events;
        this.facts = facts;
        this.runtimes = runtimes;
        this.clock = clock;
    }

    /**
     * A new container.
     *
     * @param warnings for whoever asked for it
     */
    public record Created(Container container, List<String> warnings) {

        public Created {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Creates a container; on failure nothing of it is left.
     *
     * @param name empty to invent one
     * @param platform {@code os[/arch[/variant]]} that the image must have, or empty for any
     * @throws io.jdock.errdefs.NotFoundException when the image is not there
     * @throws ConflictException when the name is taken
     * @throws InvalidArgumentException when the request contradicts itself or the host
     */
    public Created create(Optional<String> name, String platform, CreateRequest request) {
        return create(name, platform, request, false);
    }

    /** Creates a container for the engine's own use, see {@link Container#job}; on failure nothing of it is left. */
    public Created createJob(CreateRequest request) {
        return create(Optional.empty(), "", request, true);
    }

    private Created create(Optional<String> name, String platform, CreateRequest request, boolean job) {
        name.ifPresent(ContainerName::parse);
        check(request);
        String runtime = runtimes.choose(request.host().runtime());
        ImageSource.Found image = images.resolve(request.config().image(), platform);
        ContainerConfig config = ConfigMerge.merge(request.config(), image.config());
        ConfigCheck.check(config);
        String id = newId();
        Container draft = Container.creating(
                        id,
                        "",
                        clock.instant(),
                        image.id(),
                        named(config, id, request),
                        HostDefaults.complete(request.host(), config.networkDisabled(), facts, runtime))
                .withJob(job);
        Container container = reserve(draft, name);
        try (var undo = new UndoStack()) {
            undo.push(() -> store.remove(id));
            tasks.prepareRootfs(id, image.chain());
            undo.push(() -> tasks.removeRootfs(id));
            directory.create(id);
            undo.push(() -> directory.delete(id));
            Container created = store.update(id, it -> it.withState(it.state().as(ContainerStatus.CREATED)));
            undo.commit();
            events.publish("create", container);
            return new Created(created, platform.isEmpty() ? PlatformWarning.of(image.platform(), machine) : List.of());
        }
    }

    private void check(CreateRequest request) {
        new HostConfigCheck(facts).check(request.host());
        String logs = request.host().logConfig().type();
        if (!logs.isEmpty() && !logs.equals("json-file") && !logs.equals("none")) {
            throw new InvalidArgumentException(
                    "error looking up logging plugin %s: plugin \"%1$s\" not found".formatted(logs));
        }
        if (!request.host().logConfig().config().isEmpty()) {
            throw new InvalidArgumentException("HostConfig.LogConfig.Config is not supported: "
                    + request.host().logConfig().config().keySet());
        }
        NetworkMode.parse(request.host().namespaces().network());
        PortRequest.parse(request.host().portBindings());
        request.networking().endpoints().keySet().forEach(NetworkMode::parse);
        UserMounts.parse(request.host().storage()).stream()
                .filter(mount -> !mount.createSource())
                .forEach(TaskPreparation::requireSource);
    }

    /** What inspect shows as the host name is what the container will see. */
    private ContainerConfig named(ContainerConfig config, String id, CreateRequest request) {
        if (!config.hostname().isEmpty()) {
            return config;
        }
        var namespaces = request.host().namespaces();
        boolean ofHost = namespaces.network().equals("host") || namespaces.uts().equals("host");
        return new ContainerConfig(
                ofHost ? facts.hostname() : id.substring(0, 12),
                config.domainname(),
                config.process(),
                config.streams(),
                config.stop(),
                config.image(),
                config.exposedPorts(),
                config.volumes(),
                config.labels(),
                config.networkDisabled());
    }

    private Container reserve(Container draft, Optional<String> asked) {
        if (asked.isPresent()) {
            Container named = draft.withName(ContainerName.parse(asked.get()));
            store.add(named);
            return named;
        }
        for (int attempt = 0; ; attempt++) {
            Container named = draft.withName(names.next(attempt));
            try {
                store.add(named);
                return named;
            } catch (ConflictException e) {
                if (attempt > 100) {
                    throw e;
                }
            }
        }
    }

    /** An ID of digits only would be taken for a number by some tools, among them hostname checks. */
    private static String newId() {
        while (true) {
            byte[] bytes = new byte[ID_BYTES];
            RANDOM.nextBytes(bytes);
            String id = HexFormat.of().formatHex(bytes);
            if (!id.substring(0, 12).chars().allMatch(Character::isDigit)) {
                return id;
            }
        }
    }
}
