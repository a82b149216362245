package io.jdock.daemon.network;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Optional;

/** Text of a container's {@code /etc/hosts}. Pure functions. */
public final class HostsFile {

    private static final String LOCAL = """
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::0\tip6-localnet
            ff00::0\tip6-mcastprefix
            ff02::1\tip6-allnodes
            ff02::2\tip6-allrouters
            """;
    private static final String HOST_GATEWAY = "host-gateway";

    private HostsFile() {}

    /**
     * The file of a container with a network namespace of its own.
     *
     * @param endpoint empty for a container without a network, whose name then leads nowhere
     * @param domain may be empty
     * @param extraHosts {@code --add-host}: {@code name:address}, where the address may be {@code host-gateway}
     * @throws InvalidArgumentException for a malformed extra host
     */
    public static String text(Optional<Endpoint> endpoint, String hostname, String domain, List<String> extraHosts) {
        StringBuilder text = new StringBuilder(LOCAL);
        append(text, extraHosts, endpoint.map(Endpoint::gateway));
        endpoint.ifPresent(e -> text.append(e.ipAddress())
                .append('\t')
                .append(domain.isEmpty() ? "" : hostname + "." + domain + " ")
                .append(hostname)
                .append('\n'));
        return text.toString();
    }

    /** The file of a container on the host's network: the host's own with additions. */
    public static String ofHost(String hostFile, List<String> extraHosts) {
        StringBuilder text = new StringBuilder(hostFile);
        if (!hostFile.isEmpty() && !hostFile.endsWith("\n")) {
            text.append('\n');
        }
        append(text, extraHosts, Optional.empty());
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> extraHosts, Optional<String> gateway) {
        for (String extra : extraHosts) {
            int colon = extra.indexOf(':');
            if (colon < 1 || colon == extra.length() - 1 || extra.chars().anyMatch(Character::isWhitespace)) {
                throw new InvalidArgumentException("bad format for add-host: \"%s\"".formatted(extra));
            }
            String address = extra.substring(colon + 1);
            if (address.equals(HOST_GATEWAY)) {
                address = gateway.orElseThrow(() -> new InvalidArgumentException(
                        "add-host \"%s\": host-gateway needs a bridge network".formatted(extra)));
            }
            text.append(address).append('\t').append(extra, 0, colon).append('\n');
        }
    }
}
