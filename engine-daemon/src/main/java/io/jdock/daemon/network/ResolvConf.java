package io.jdock.daemon.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Text of a container's {@code /etc/resolv.conf}. Pure functions.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/resolv.conf.5.html">resolv.conf(5)</a>
 */
public final class ResolvConf {

    /** Used when the host's file names no server that a container could reach, as Docker does. */
    private static final List<String> PUBLIC_SERVERS = List.of("8.8.8.8", "8.8.4.4");

    private ResolvConf() {}

    /**
     * The file of a container on the bridge or without a network.
     *
     * <p>Of the host's name servers, those on loopback addresses are left out, which would mean the container itself, and those
     * with IPv6 addresses, to which it has no route.
     *
     * @param host text of the host's file
     * @param servers {@code --dns}: replaces the host's if not empty; so do the other two
     * @param search {@code --dns-search}: a single {@code .} stands for none at all
     * @param options {@code --dns-option}
     */
    public static String text(String host, List<String> servers, List<String> search, List<String> options) {
        List<String> reachable = values(host, "nameserver").stream()
                .filter(ResolvConf::isReachable)
                .toList();
        List<String> fallback = reachable.isEmpty() ? PUBLIC_SERVERS : reachable;
        return write(servers.isEmpty() ? fallback : servers, searchOf(host, search), optionsOf(host, options));
    }

    /** The file of a container on the host's network: the host's own, unless something is to be replaced in it. */
    public static String ofHost(String host, List<String> servers, List<String> search, List<String> options) {
        if (servers.isEmpty() && search.isEmpty() && options.isEmpty()) {
            return host;
        }
        List<String> all = servers.isEmpty() ? values(host, "nameserver") : servers;
        return write(all, searchOf(host, search), optionsOf(host, options));
    }

    /**
     * Whether the host runs systemd-resolved and this file names only its stub on loopback; then {@code
     * /run/systemd/resolve/resolv.conf} has the servers that it asks.
     */
    public static boolean namesOnlyLocalStub(String host) {
        return values(host, "nameserver").equals(List.of("127.0.0.53"));
    }

    private static boolean isReachable(String server) {
        return !server.startsWith("127.") && server.indexOf(':') < 0;
    }

    private static List<String> searchOf(String host, List<String> search) {
        List<String> chosen = search.isEmpty() ? values(host, "search") : search;
        return chosen.equals(List.of(".")) ? List.of() : chosen;
    }

    private static List<String> optionsOf(String host, List<String> options) {
        return options.isEmpty() ? values(host, "options") : options;
    }

    private static String write(List<String> servers, List<String> search, List<String> options) {
        StringBuilder text = new StringBuilder();
        servers.forEach(server -> text.append("nameserver ").append(server).append('\n'));
        if (!search.isEmpty()) {
            text.append("search ").append(String.join(" ", search)).append('\n');
        }
        if (!options.isEmpty()) {
            text.append("options ").append(String.join(" ", options)).append('\n');
        }
        return text.toString();
    }

    /** The words after {@code keyword}; of several {@code search} lines the last counts, other lines add up. */
    private static List<String> values(String file, String keyword) {
        List<String> values = new ArrayList<>();
        for (String line : file.split("\n")) {
            List<String> words = List.of(line.strip().split("\\s+"));
            if (words.getFirst().equals(keyword)) {
                if (keyword.equals("search")) {
                    values.clear();
                }
                values.addAll(words.subList(1, words.size()));
            }
        }
        return values;
    }
}
