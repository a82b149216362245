package io.jdock.supervisor.registry;

import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who stands between us and the servers, by the environment variables that all programs know: {@code HTTPS_PROXY}, {@code
 * HTTP_PROXY} and {@code NO_PROXY}, in small letters too. Loopback is never reached through a proxy.
 */
final class Proxies {

    static {
        // To a proxy that passes TLS through, the JDK sends a password in the clear only if told so before its first
        // connection.
        // All programs that know these variables do.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    }

    private final Hop secure;
    private final Hop plain;
    private final List<String> directNames = new ArrayList<>();
    private final InsecureHosts directNetworks;

    /** A proxy, and what it is told of us. */
    private record Hop(Proxy proxy, String user, String password) {

        static final Hop NONE = new Hop(Proxy.NO_PROXY, "", "");

        static Hop of(URI uri) {
            int port = uri.getPort() < 0 ? 80 : uri.getPort();
            String[] who = (uri.getUserInfo() == null ? "" : uri.getUserInfo()).split(":", 2);
            Proxy proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
            return new Hop(proxy, who[0], who.length > 1 ? who[1] : "");
        }

        boolean isAt(String host, int port) {
            return proxy.address() instanceof InetSocketAddress address
                    && address.getHostString().equals(host)
                    && address.getPort() == port;
        }

        /** Without what is secret. */
        @Override
        public String toString() {
            return proxy.toString();
        }
    }

    private Proxies(Hop secure, Hop plain, List<String> direct) {
        this.secure = secure;
        this.plain = plain;
        List<String> networks = new ArrayList<>();
        for (String entry : direct) {
            if (entry.indexOf('/') >= 0) {
                networks.add(entry);
            } else if (!entry.isEmpty()) {
                directNames.add(entry.toLowerCase(Locale.ROOT));
            }
        }
        this.directNetworks = new InsecureHosts(networks);
    }

    /**
     * Reads the variables.
     *
     * @param given count before those of the environment
     * @throws InvalidArgumentException for a proxy that is no http URL
     */
    static Proxies of(Map<String, String> given, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(given);
        return of(all);
    }

    private static Proxies of(Map<String, String> environment) {
        String none = variable(environment, "NO_PROXY");
        List<String> direct = new ArrayList<>();
        for (String entry : none.split(",", -1)) {
            direct.add(entry.strip());
        }
        return new Proxies(proxy(environment, "HTTPS_PROXY"), proxy(environment, "HTTP_PROXY"), direct);
    }

    private static String variable(Map<String, String> environment, String name) {
        String large = environment.getOrDefault(name, "");
        return large.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : large;
    }

    private static Hop proxy(Map<String, String> environment, String name) {
        String text = variable(environment, name);
        if (text.isEmpty()) {
            return Hop.NONE;
        }
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return Hop.of(uri);
            }
        } catch (IllegalArgumentException _) {
            // Its message has the text, and that may have a password in it.
            throw new InvalidArgumentException("%s is no URL".formatted(name));
        }
        throw new InvalidArgumentException("%s: only http://[USER:PASSWORD@]HOST[:PORT] is supported".formatted(name));
    }

    /** The proxy for a server, or none. */
    Proxy of(URI uri) {
        Proxy proxy = hop(uri).proxy();
        // Resolved for each connection: addresses change.
        return proxy.address() instanceof InetSocketAddress address
                ? new Proxy(proxy.type(), new InetSocketAddress(address.getHostString(), address.getPort()))
                : proxy;
    }

    private Hop hop(URI uri) {
        Hop hop = uri.getScheme().equals("https") ? secure : plain;
        return InsecureHosts.isLoopback(uri.getHost()) || isDirect(uri) ? Hop.NONE : hop;
    }

    /** The header that tells the proxy for a server who asks; empty where it is not to know. */
    Optional<String> authorization(URI uri) {
        Hop hop = hop(uri);
        return hop.user().isEmpty()
                ? Optional.empty()
                : Optional.of(new Credentials(hop.user(), hop.password(), "", "").basic());
    }

    /** Tells proxies who asks, and nobody else. */
    Authenticator authenticator() {
        return new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                for (Hop hop : List.of(secure, plain)) {
                    boolean asks = getRequestorType() == RequestorType.PROXY
                            && hop.isAt(getRequestingHost(), getRequestingPort());
                    if (asks && !hop.user().isEmpty()) {
                        return new PasswordAuthentication(
                                hop.user(), hop.password().toCharArray());
                    }
                }
                return null;
            }
        };
    }

    private boolean isDirect(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String withPort = host + ":" + Origin.of(uri).port();
        for (String name : directNames) {
            String suffix = name.startsWith("*.") ? name.substring(1) : name.startsWith(".") ? name : "." + name;
            boolean itself = name.equals(host) || name.equals(withPort);
            if (name.equals("*") || itself || host.endsWith(suffix)) {
                return true;
            }
        }
        return directNetworks.contains(uri);
    }

    /** The same for {@link java.net.http.HttpClient}. */
    ProxySelector selector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(Proxies.this.of(uri));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {
                // The call itself fails and says so; there is no other proxy to choose.
            }
        };
    }
}
