package io.jdock.supervisor.registry;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.supervisor.registry.HostEntry.Client;
import io.jdock.time.GoDuration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the images of one registry are to be had, in the layout of containerd's {@code hosts.toml}: mirrors in the order of the
 * file, then the registry itself. A field that is not known is refused, since it may be what keeps a secret.
 *
 * @param mirrors asked first
 * @param server asked last; the registry's usual address when there is none
 * @see <a href="https://github.com/containerd/containerd/blob/v2.0.0/docs/hosts.md">containerd's description</a>
 */
record HostsFile(List<HostEntry> mirrors, Optional<HostEntry> server) {

    static final String NAME = "hosts.toml";

    private static final Set<String> ALL = Set.of("pull", "resolve", "push");
    private static final Set<String> FIELDS =
            Set.of("capabilities", "ca", "client", "skip_verify", "override_path", "header", "dial_timeout");

    HostsFile {
        mirrors = List.copyOf(mirrors);
    }

    /**
     * Reads a file.
     *
     * @throws FailedPreconditionException naming it and what is wrong
     */
    static HostsFile read(Path file) {
        try {
            Reader reader = new Reader(file);
            return reader.file(Toml.parse(Files.readString(file)));
        } catch (Toml.TomlException e) {
            throw new FailedPreconditionException("read %s: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new FailedPreconditionException("read %s: %s".formatted(file, e), e);
        }
    }

    private record Reader(Path file) {

        HostsFile file(Map<String, Object> document) {
            Map<String, Object> own = new LinkedHashMap<>(document);
            Object server = own.remove("server");
            Map<?, ?> hosts = map(own.remove("host"));
            List<HostEntry> mirrors = new ArrayList<>();
            hosts.forEach((url, fields) -> mirrors.add(entry(String.valueOf(url), map(fields))));
            Optional<HostEntry> last = server == null ? Optional.empty() : Optional.of(entry(text(server), own));
            if (server == null && !own.isEmpty()) {
                throw problem("%s without a server".formatted(own.keySet()));
            }
            return new HostsFile(mirrors, last);
        }

        private HostEntry entry(String url, Map<?, ?> fields) {
            for (Object name : fields.keySet()) {
                if (!FIELDS.contains(String.valueOf(name))) {
                    throw problem("unknown field \"%s\" of %s".formatted(name, url));
                }
            }
            Map<String, String> headers = new LinkedHashMap<>();
            map(fields.get("header")).forEach((name, value) -> headers.put(String.valueOf(name), header(value)));
            List<String> capabilities = texts(fields.get("capabilities"));
            if (!ALL.containsAll(capabilities)) {
                throw problem("unknown capability among %s".formatted(capabilities));
            }
            return new HostEntry(
                    uri(url),
                    capabilities.isEmpty() ? ALL : Set.copyOf(capabilities),
                    Boolean.TRUE.equals(fields.get("override_path")),
                    Boolean.TRUE.equals(fields.get("skip_verify")),
                    headers,
                    texts(fields.get("ca")).stream().map(this::path).toList(),
                    clients(fields.get("client")),
                    dialTimeout(fields.get("dial_timeout")));
        }

        private Duration dialTimeout(@Nullable Object value) {
            if (value == null) {
                return Way.DIAL_TIMEOUT;
            }
            try {
                Duration timeout = Duration.ofNanos(GoDuration.parseNanos(text(value)));
                if (timeout.compareTo(Duration.ofMillis(1)) >= 0) {
                    return timeout;
                }
            } catch (InvalidArgumentException e) {
                throw new FailedPreconditionException("read %s: dial_timeout: %s".formatted(file, e.text()), e);
            }
            throw problem("dial_timeout: \"%s\" is less than 1ms".formatted(value));
        }

        /** A file, a list of files, or a list of pairs. */
        private List<Client> clients(@Nullable Object value) {
            List<Client> clients = new ArrayList<>();
            List<?> items = value == null ? List.of() : value instanceof List<?> list ? list : List.of(value);
            for (Object item : items) {
                List<String> pair = texts(item);
                if (pair.isEmpty() || pair.size() > 2) {
                    throw problem("a client is a certificate, or one with its key");
                }
                clients.add(new Client(path(pair.getFirst()), path(pair.getLast())));
            }
            return clients;
        }

        private Path path(String name) {
            return file.resolveSibling(name);
        }

        private URI uri(String url) {
            try {
                URI uri = URI.create(url.contains("://") ? url : "https://" + url);
                boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                if (web && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawUserInfo() == null) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                throw new FailedPreconditionException("read %s: \"%s\" is no URL".formatted(file, url), e);
            }
            throw problem("\"%s\" is no http or https URL of a host".formatted(url));
        }

        private static Map<?, ?> map(@Nullable Object value) {
            return value instanceof Map<?, ?> map ? map : Map.of();
        }

        private String header(@Nullable Object value) {
            return String.join(", ", texts(value));
        }

        private String text(Object value) {
            if (value instanceof String text) {
                return text;
            }
            throw problem("%s where a text should be".formatted(value));
        }

        private List<String> texts(@Nullable Object value) {
            List<String> texts = new ArrayList<>();
            if (value instanceof List<?> list) {
                list.forEach(item -> texts.add(text(item)));
            } else if (value != null) {
                texts.add(text(value));
            }
            return texts;
        }

        private FailedPreconditionException problem(String what) {
            return new FailedPreconditionException("read %s: %s".formatted(file, what));
        }
    }
}
