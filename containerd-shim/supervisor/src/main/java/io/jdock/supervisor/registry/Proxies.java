package io.jdock.supervisor.registry;

import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who stands between us and the servers, by the environment variables that all programs know: {@code HTTPS_PROXY}, {@code
 * HTTP_PROXY} and {@code NO_PROXY}, in small letters too. Loopback is never reached through a proxy.
 */
final class Proxies {

    private final Proxy secure;
    private final Proxy plain;
    private final List<String> directNames = new ArrayList<>();
    private final InsecureHosts directNetworks;

    private Proxies(Proxy secure, Proxy plain, List<String> direct) {
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
     * @throws InvalidArgumentException for a proxy that is no http URL, or one that wants a password
     */
    static Proxies of(Map<String, String> environment) {
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

    private static Proxy proxy(Map<String, String> environment, String name) {
        String text = variable(environment, name);
        if (text.isEmpty()) {
            return Proxy.NO_PROXY;
        }
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null) {
                int port = uri.getPort() < 0 ? 80 : uri.getPort();
                return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException("%s is no URL".formatted(name), e);
        }
        // The text may have a password in it.
        throw new InvalidArgumentException("%s: only http://HOST:PORT without a password is supported".formatted(name));
    }

    /** The proxy for a server, or none. */
    Proxy of(URI uri) {
        Proxy proxy = uri.getScheme().equals("https") ? secure : plain;
        if (proxy == Proxy.NO_PROXY || InsecureHosts.isLoopback(uri.getHost()) || isDirect(uri)) {
            return Proxy.NO_PROXY;
        }
        // Resolved for each connection: addresses change.
        InetSocketAddress address = (InetSocketAddress) proxy.address();
        return new Proxy(proxy.type(), new InetSocketAddress(address.getHostString(), address.getPort()));
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
