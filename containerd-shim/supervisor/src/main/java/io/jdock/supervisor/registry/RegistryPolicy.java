package io.jdock.supervisor.registry;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ImageReference;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which servers are asked for an image, in which order: for one transfer.
 *
 * @param mirrors base URLs asked before Docker Hub, for its images only
 * @param insecureRegistries hosts or networks, as {@link InsecureHosts} takes them
 * @param files what an operator says of hosts
 * @param proxies as {@link Proxies} takes them; they go before those of the environment
 * @param attempts how often a call that fails is made, the first time included
 */
public record RegistryPolicy(
        List<URI> mirrors,
        List<String> insecureRegistries,
        HostsFiles files,
        Map<String, String> proxies,
        int attempts) {

    private static final List<Path> USUAL_ROOTS =
            List.of(Path.of("/etc/jdock/certs.d"), Path.of("/etc/docker/certs.d"));
    private static final URI HUB = URI.create("https://registry-1.docker.io");

    public RegistryPolicy {
        mirrors = List.copyOf(mirrors);
        insecureRegistries = List.copyOf(insecureRegistries);
        proxies = Map.copyOf(proxies);
    }

    /**
     * Checks the texts of a configuration.
     *
     * @throws InvalidArgumentException for a mirror that is no http or https URL of a host
     */
    public static RegistryPolicy of(List<String> mirrors, List<String> insecureRegistries) {
        RegistryPolicy policy = new RegistryPolicy(
                mirrors.stream().map(RegistryPolicy::parseMirror).toList(),
                insecureRegistries,
                new HostsFiles(USUAL_ROOTS),
                Map.of(),
                Backoff.STANDARD.attempts());
        new InsecureHosts(insecureRegistries);
        return policy;
    }

    /** The same with directories elsewhere. */
    RegistryPolicy in(List<Path> otherRoots) {
        return new RegistryPolicy(mirrors, insecureRegistries, new HostsFiles(otherRoots), proxies, attempts);
    }

    /** The same through proxies. */
    public RegistryPolicy through(Map<String, String> otherProxies) {
        return new RegistryPolicy(mirrors, insecureRegistries, files, otherProxies, attempts);
    }

    /** The same with another patience. */
    public RegistryPolicy trying(int otherAttempts) {
        return new RegistryPolicy(mirrors, insecureRegistries, files, proxies, otherAttempts);
    }

    /**
     * What the operator says of a registry.
     *
     * @throws io.jdock.errdefs.FailedPreconditionException when it cannot be read
     */
    Optional<HostsFile> hosts(String domain) {
        return files.find(domain);
    }

    /** Where an operator keeps a directory for each host. */
    List<Path> roots() {
        return files.roots();
    }

    /** All servers that the operator names for a registry. */
    List<HostEntry> entries(String domain) {
        List<HostEntry> entries = new ArrayList<>();
        hosts(domain).ifPresent(file -> {
            entries.addAll(file.mirrors());
            file.server().ifPresent(entries::add);
        });
        return entries;
    }

    private static URI parseMirror(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException("registry mirror \"%s\" is no http or https URL".formatted(text), e);
        }
        throw new InvalidArgumentException("registry mirror \"%s\" is no http or https URL of a host".formatted(text));
    }

    /** Servers may do without TLS, or with a certificate nobody vouches for, where the operator has written so. */
    InsecureHosts insecureHosts(String domain) {
        List<String> hosts = new ArrayList<>(insecureRegistries);
        mirrors.stream()
                .filter(mirror -> mirror.getScheme().equals("http"))
                .map(RegistryPolicy::withPort)
                .forEach(hosts::add);
        entries(domain).stream()
                .filter(entry -> entry.skipVerify() || entry.base().getScheme().equals("http"))
                .map(entry -> withPort(entry.base()))
                .forEach(hosts::add);
        return new InsecureHosts(hosts);
    }

    private static String withPort(URI uri) {
        return uri.getHost() + ":" + Origin.of(uri).port();
    }

    /** Servers that may have the image, best first. */
    List<Endpoint> endpoints(ImageReference reference) {
        List<Endpoint> endpoints = new ArrayList<>();
        Optional<HostsFile> file = hosts(reference.domain());
        if (file.isPresent()) {
            file.get().mirrors().stream()
                    .filter(entry -> entry.serves(reference.digest() != null))
                    .forEach(entry -> endpoints.add(Endpoint.of(entry, reference.domain())));
        } else if (reference.domain().equals(ImageReference.DOCKER_HUB)) {
            mirrors.forEach(mirror -> endpoints.add(new Endpoint(mirror, true)));
        }
        endpoints.addAll(endpoints(reference.domain()));
        return endpoints;
    }

    /**
     * Where an image is pushed to: the first server of the operator's that takes images, a mirror too, as containerd has it;
     * without a file the registry itself, under each URL it may have.
     *
     * @param domain as in a reference
     * @throws FailedPreconditionException when none of the operator's servers takes any
     */
    List<Endpoint> pushEndpoints(String domain) {
        Optional<HostsFile> file = hosts(domain);
        Optional<HostEntry> mirror = file.stream()
                .flatMap(it -> it.mirrors().stream())
                .filter(HostEntry::takes)
                .findFirst();
        if (mirror.isPresent()) {
            return List.of(Endpoint.of(mirror.get(), domain));
        }
        if (!file.flatMap(HostsFile::server).map(HostEntry::takes).orElse(true)) {
            throw new FailedPreconditionException(
                    "push to %s: no server of its %s has the capability push".formatted(domain, HostsFile.NAME));
        }
        return endpoints(domain);
    }

    /**
     * The registry itself under each URL it may have, best first. Where TLS is not required it is still preferred.
     *
     * @param domain as in a reference
     */
    List<Endpoint> endpoints(String domain) {
        Optional<HostEntry> server = hosts(domain).flatMap(HostsFile::server);
        if (server.isPresent()) {
            return List.of(Endpoint.of(server.get(), ""));
        }
        if (domain.equals(ImageReference.DOCKER_HUB)) {
            return List.of(new Endpoint(HUB, false));
        }
        List<Endpoint> endpoints = new ArrayList<>();
        URI secure = URI.create("https://" + domain);
        URI plain = URI.create("http://" + domain);
        endpoints.add(new Endpoint(secure, false));
        if (insecureHosts(domain).contains(secure)) {
            // On loopback TLS is the exception, and a server that does not expect it may just stay silent.
            boolean loopback = InsecureHosts.isLoopback(secure.getHost());
            endpoints.add(loopback ? 0 : 1, new Endpoint(plain, false));
        }
        return endpoints;
    }
}
