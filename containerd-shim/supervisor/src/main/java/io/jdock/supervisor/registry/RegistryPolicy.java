package io.jdock.supervisor.registry;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ImageReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Which servers are asked for an image, in which order.
 *
 * @param mirrors base URLs asked before Docker Hub, for its images only
 * @param insecureRegistries hosts or networks, as {@link InsecureHosts} takes them
 */
public record RegistryPolicy(List<URI> mirrors, List<String> insecureRegistries) {

    private static final URI HUB = URI.create("https://registry-1.docker.io");

    public RegistryPolicy {
        mirrors = List.copyOf(mirrors);
        insecureRegistries = List.copyOf(insecureRegistries);
    }

    /**
     * Checks the texts of a configuration.
     *
     * @throws InvalidArgumentException for a mirror that is no http or https URL of a host
     */
    public static RegistryPolicy of(List<String> mirrors, List<String> insecureRegistries) {
        RegistryPolicy policy = new RegistryPolicy(
                mirrors.stream().map(RegistryPolicy::parseMirror).toList(), insecureRegistries);
        policy.insecureHosts();
        return policy;
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

    /** The mirrors' own hosts may do without TLS where their URL says so: the operator wrote it. */
    InsecureHosts insecureHosts() {
        List<String> hosts = new ArrayList<>(insecureRegistries);
        for (URI mirror : mirrors) {
            if (mirror.getScheme().equals("http")) {
                hosts.add(mirror.getHost() + ":" + (mirror.getPort() < 0 ? 80 : mirror.getPort()));
            }
        }
        return new InsecureHosts(hosts);
    }

    /** Servers that may have the image, best first. */
    List<Endpoint> endpoints(ImageReference reference) {
        List<Endpoint> endpoints = new ArrayList<>();
        if (reference.domain().equals(ImageReference.DOCKER_HUB)) {
            mirrors.forEach(mirror -> endpoints.add(new Endpoint(mirror, true)));
        }
        endpoints.addAll(endpoints(reference.domain()));
        return endpoints;
    }

    /**
     * The registry itself under each URL it may have, best first. Where TLS is not required it is still preferred.
     *
     * @param domain as in a reference
     */
    List<Endpoint> endpoints(String domain) {
        if (domain.equals(ImageReference.DOCKER_HUB)) {
            return List.of(new Endpoint(HUB, false));
        }
        List<Endpoint> endpoints = new ArrayList<>();
        URI secure = URI.create("https://" + domain);
        URI plain = URI.create("http://" + domain);
        endpoints.add(new Endpoint(secure, false));
        if (insecureHosts().contains(secure)) {
            // On loopback TLS is the exception, and a server that does not expect it may just stay silent.
            boolean loopback = InsecureHosts.isLoopback(secure.getHost());
            endpoints.add(loopback ? 0 : 1, new Endpoint(plain, false));
        }
        return endpoints;
    }
}
