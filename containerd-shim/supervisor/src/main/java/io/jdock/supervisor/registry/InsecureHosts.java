package io.jdock.supervisor.registry;

import io.jdock.errdefs.InvalidArgumentException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Hosts that may be spoken to without TLS, or with a certificate nobody vouches for. Loopback always may, as there is nobody
 * in between.
 *
 * <p>A redirect or a token server falls under the same rule as the registry itself.
 */
final class InsecureHosts {

    private final List<String> names = new ArrayList<>();
    private final List<Network> networks = new ArrayList<>();

    /** @param entries {@code host}, {@code host:port} or a network such as {@code 10.0.0.0/8} */
    InsecureHosts(List<String> entries) {
        for (String entry : entries) {
            if (entry.indexOf('/') >= 0) {
                networks.add(Network.parse(entry));
            } else {
                names.add(entry);
            }
        }
    }

    boolean contains(URI uri) {
        String host = uri.getHost();
        String withPort = host + ":" + port(uri);
        return names.contains(host) || names.contains(withPort) || isLoopback(host) || isInNetwork(host);
    }

    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.") && isAddress(host);
    }

    private static boolean isAddress(String host) {
        return host.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equals("https") ? 443 : 80;
    }

    private boolean isInNetwork(String host) {
        if (networks.isEmpty()) {
            return false;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (networks.stream().anyMatch(network -> network.contains(address.getAddress()))) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException _) {
            // Whoever connects next reports that the name does not resolve; here it only means "not listed".
            return false;
        }
    }

    private record Network(byte[] prefix, int bits) {

        static Network parse(String text) {
            int slash = text.indexOf('/');
            try {
                byte[] address = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
                int bits = Integer.parseInt(text.substring(slash + 1));
                if (bits >= 0 && bits <= address.length * 8) {
                    return new Network(address, bits);
                }
            } catch (IllegalArgumentException e) {
                throw new InvalidArgumentException("insecure registry \"%s\" is no network".formatted(text), e);
            }
            throw new InvalidArgumentException("insecure registry \"%s\" is no network".formatted(text));
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
