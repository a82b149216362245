package io.jdock.daemon.container.lifecycle;

import io.jdock.daemon.container.spec.HostFacts;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.network.Endpoint;
import io.jdock.daemon.network.HostsFile;
import io.jdock.daemon.network.NetworkMode;
import io.jdock.daemon.network.ResolvConf;
import io.jdock.engine.api.container.ResolverConfig;
import io.jdock.errdefs.InternalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory per container below the data root: its log, and the three files that the daemon mounts into it. */
public final class ContainerDirectory {

    private static final Path HOSTS = Path.of("/etc/hosts");
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");
    private static final Path RESOLVED_SERVERS = Path.of("/run/systemd/resolve/resolv.conf");

    private final Path root;
    private final HostFacts facts;

    /** @param root the {@code containers} directory; made with the first container */
    public ContainerDirectory(Path root, HostFacts facts) {
        this.root = root;
        this.facts = facts;
    }

    public Path of(String id) {
        return root.resolve(id);
    }

    /** The json-file log; missing until the first start. */
    public Path log(String id) {
        return of(id).resolve(id + "-json.log");
    }

    void create(String id) {
        try {
            Files.createDirectories(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x---")));
            Files.createDirectories(of(id));
        } catch (IOException e) {
            throw failed("create the directory of", id, e);
        }
    }

    /**
     * Writes {@code hostname}, {@code hosts} and {@code resolv.conf}. Existing files are rewritten in place, because it is
     * their inodes that are mounted in the container.
     */
    void writeFiles(Container container) {
        String hostname = container.config().hostname().isEmpty()
                ? hostname(container)
                : container.config().hostname();
        Path directory = of(container.id());
        try {
            Files.writeString(directory.resolve("hostname"), hostname + "\n");
            Files.writeString(directory.resolve("resolv.conf"), resolvConf(container));
            writeHosts(container, hostname, container.endpoint());
        } catch (IOException e) {
            throw failed("write hosts, hostname and resolv.conf of", container.id(), e);
        }
    }

    /** Removes everything of a container's; nothing happens if there is nothing. */
    void delete(String id) {
        if (!Files.exists(of(id))) {
            return;
        }
        try (Stream<Path> files = Files.walk(of(id))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw failed("remove the directory of", id, e);
        }
    }

    private void writeHosts(Container container, String hostname, Optional<Endpoint> endpoint) throws IOException {
        List<String> extra = container.host().resolver().extraHosts();
        String text = isOnHost(container)
                ? HostsFile.ofHost(read(HOSTS), extra)
                : HostsFile.text(endpoint, hostname, container.config().domainname(), extra);
        Files.writeString(of(container.id()).resolve("hosts"), text);
    }

    private static String resolvConf(Container container) throws IOException {
        ResolverConfig wanted = container.host().resolver();
        String host = read(RESOLV_CONF);
        if (isOnHost(container)) {
            return ResolvConf.ofHost(host, wanted.servers(), wanted.search(), wanted.options());
        }
        String reachable =
                ResolvConf.namesOnlyLocalStub(host) && Files.exists(RESOLVED_SERVERS) ? read(RESOLVED_SERVERS) : host;
        return ResolvConf.text(reachable, wanted.servers(), wanted.search(), wanted.options());
    }

    private String hostname(Container container) {
        return isOnHost(container) ? facts.hostname() : container.shortId();
    }

    private static boolean isOnHost(Container container) {
        return NetworkMode.parse(container.host().namespaces().network()) == NetworkMode.HOST;
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException _) {
            return "";
        }
    }

    private static InternalException failed(String what, String id, IOException e) {
        return new InternalException("%s container %s: %s".formatted(what, id, e), e);
    }
}
