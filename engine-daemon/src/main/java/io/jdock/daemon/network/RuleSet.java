package io.jdock.daemon.network;

import io.jdock.linux.netlink.Ipv4Prefix;
import java.util.Collection;
import java.util.List;

/**
 * The packet filter rules of one bridge network, as text in nft's language. Pure functions.
 *
 * <p>All rules live in one table of our own. Published ports are elements of its maps, so that one more or less changes no
 * rule. Of a port, two maps know it at most: those whose names end in {@code _on} hold ports of one address of the host.
 *
 * @see <a href="https://www.netfilter.org/projects/nftables/manpage.html">nft(8)</a>
 */
final class RuleSet {

    private RuleSet() {}

    /** Makes the table hold exactly the rules for these endpoints, whatever it held before. */
    static String replace(String bridge, Ipv4Prefix network, Collection<Endpoint> endpoints) {
        StringBuilder text = new StringBuilder(remove(bridge)).append(table(bridge, network.network()));
        endpoints.forEach(endpoint -> text.append(publish(bridge, endpoint)));
        return text.toString();
    }

    /** Removes the table, if it is there. */
    static String remove(String bridge) {
        // "delete" fails on what is missing; "add" does not mind what is there.
        return "add table ip %1$s\ndelete table ip %1$s\n".formatted(bridge);
    }

    /** Adds the endpoint's ports; empty if it has none. */
    static String publish(String bridge, Endpoint endpoint) {
        return elements("add", bridge, endpoint);
    }

    /** Removes the endpoint's ports; fails if one is missing. Empty if it has none. */
    static String withdraw(String bridge, Endpoint endpoint) {
        return elements("delete", bridge, endpoint);
    }

    private static String elements(String verb, String bridge, Endpoint endpoint) {
        StringBuilder text = new StringBuilder();
        for (PublishedPort port : endpoint.ports()) {
            boolean everywhere = port.hostIp().equals("0.0.0.0");
            text.append("%s element ip %s %s { %s%d : %s . %d }\n"
                    .formatted(
                            verb,
                            bridge,
                            "published_" + port.transport() + (everywhere ? "" : "_on"),
                            everywhere ? "" : port.hostIp() + " . ",
                            port.hostPort(),
                            endpoint.ipAddress(),
                            port.containerPort()));
        }
        return text.toString();
    }

    private static String table(String bridge, Ipv4Prefix network) {
        return String.join(
                "\n",
                List.of(
                        "table ip %s {".formatted(bridge),
                        maps(),
                        entry(bridge),
                        translation(bridge, network),
                        forwarding(bridge),
                        "}\n"));
    }

    private static String maps() {
        return """
                map published_tcp { type inet_service : ipv4_addr . inet_service; }
                map published_udp { type inet_service : ipv4_addr . inet_service; }
                map published_tcp_on { type ipv4_addr . inet_service : ipv4_addr . inet_service; }
                map published_udp_on { type ipv4_addr . inet_service : ipv4_addr . inet_service; }\
                """;
    }

    /** Containers must not reach the host's 127.0.0.1, to which route_localnet on the bridge would let them. */
    private static String entry(String bridge) {
        return """
                chain entry {
                    type filter hook prerouting priority raw; policy accept;
                    iifname "%s" ip daddr 127.0.0.0/8 drop
                }\
                """.formatted(bridge);
    }

    /**
     * Published ports lead to containers from outside ({@code prerouting}) and from the host itself ({@code output}). What
     * arrives from outside for 127.0.0.1 is not translated: a port published there is for the host alone. Packets get the
     * bridge's address as source where the answer would otherwise not come back this way.
     */
    private static String translation(String bridge, Ipv4Prefix network) {
        return """
                chain published {
                    dnat ip to ip daddr . tcp dport map @published_tcp_on
                    dnat ip to tcp dport map @published_tcp
                    dnat ip to ip daddr . udp dport map @published_udp_on
                    dnat ip to udp dport map @published_udp
                }
                chain prerouting {
                    type nat hook prerouting priority dstnat; policy accept;
                    ip daddr 127.0.0.0/8 return
                    fib daddr type local jump published
                }
                chain output {
                    type nat hook output priority -100; policy accept;
                    fib daddr type local jump published
                }
                chain postrouting {
                    type nat hook postrouting priority srcnat; policy accept;
                    ip saddr %2$s oifname != "%1$s" masquerade
                    ip saddr { 127.0.0.0/8, %2$s } oifname "%1$s" ct status dnat masquerade
                }\
                """.formatted(bridge, network);
    }

    /** To containers goes what answers them, what comes from each other, and what was sent to a published port. */
    private static String forwarding(String bridge) {
        return """
                chain forward {
                    type filter hook forward priority filter; policy accept;
                    oifname "%1$s" jump to_containers
                }
                chain to_containers {
                    ct state established,related accept
                    iifname "%1$s" accept
                    ct status dnat accept
                    drop
                }\
                """.formatted(bridge);
    }
}
