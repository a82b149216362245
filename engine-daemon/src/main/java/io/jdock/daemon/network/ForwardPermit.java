package io.jdock.daemon.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jdock.linux.nftables.Nftables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the bridge's packets pass where another program's rules would drop what they do not know.
 *
 * <p>A packet is forwarded only if every chain at the forward hook lets it pass, so accepting it in our own table is not
 * enough. Docker and ufw set the policy of {@code FORWARD} in the table {@code filter} of iptables to DROP. That table of
 * iptables-nft is an ordinary one of nftables: two rules are inserted, which {@code iptables -S} shows as what they are, into
 * Docker's {@code DOCKER-USER} if it is there, as Docker never rewrites that, else into {@code FORWARD} itself. They are
 * found again by their comment.
 */
final class ForwardPermit {

    private static final Logger LOG = LoggerFactory.getLogger(ForwardPermit.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> DIRECTIONS = List.of("iifname", "oifname");
    private static final Set<String> CHAINS = Set.of("DOCKER-USER", "FORWARD");

    private final Nftables nftables;
    private final String bridge;

    ForwardPermit(Nftables nftables, String bridge) {
        this.nftables = nftables;
        this.bridge = bridge;
    }

    /** Inserts what is missing. */
    void ensure() {
        List<JsonNode> chains = list("list chains", "chain");
        warnOfOthers(chains);
        Optional<String> chain = chainOf(chains);
        if (chain.isEmpty()) {
            return;
        }
        String present = ours(chain.get()).toString();
        for (String direction : DIRECTIONS) {
            if (!present.contains(direction)) {
                nftables.run("insert rule ip filter %s %s \"%s\" accept comment \"%s\""
                        .formatted(chain.get(), direction, bridge, comment()));
                LOG.info(
                        "accepting {} {} in iptables chain {}, whose policy is to drop",
                        direction,
                        bridge,
                        chain.get());
            }
        }
    }

    /** Takes out what was inserted by this daemon or an earlier one. */
    void remove() {
        for (JsonNode chain : list("list chains ip", "chain")) {
            String name = chain.path("name").asText();
            if (isFilter(chain) && CHAINS.contains(name)) {
                ours(name)
                        .forEach(rule -> nftables.run("delete rule ip filter %s handle %d"
                                .formatted(name, rule.path("handle").asLong())));
            }
        }
    }

    /** The chain to insert into; empty if nothing is dropped by default. */
    private static Optional<String> chainOf(List<JsonNode> chains) {
        boolean drops = chains.stream().anyMatch(chain -> isForward(chain) && dropsByDefault(chain));
        if (!drops) {
            return Optional.empty();
        }
        return chains.stream()
                .filter(ForwardPermit::isFilter)
                .map(chain -> chain.path("name").asText())
                .filter(CHAINS::contains)
                // DOCKER-USER comes before FORWARD.
                .sorted()
                .findFirst();
    }

    private void warnOfOthers(List<JsonNode> chains) {
        chains.stream()
                .filter(chain -> chain.path("hook").asText().equals("forward") && dropsByDefault(chain))
                .filter(chain -> !isForward(chain))
                .forEach(chain -> LOG.warn(
                        "nftables chain {} {} {} drops what it does not know: allow {} there",
                        chain.path("family").asText(),
                        chain.path("table").asText(),
                        chain.path("name").asText(),
                        bridge));
    }

    private List<JsonNode> ours(String chain) {
        return list("list chain ip filter " + chain, "rule").stream()
                .filter(rule -> rule.path("comment").asText().equals(comment()))
                .toList();
    }

    private String comment() {
        return "jdock " + bridge;
    }

    private static boolean isFilter(JsonNode chain) {
        return chain.path("family").asText().equals("ip")
                && chain.path("table").asText().equals("filter");
    }

    private static boolean isForward(JsonNode chain) {
        return isFilter(chain) && chain.path("name").asText().equals("FORWARD");
    }

    private static boolean dropsByDefault(JsonNode chain) {
        return chain.path("policy").asText().equals("drop");
    }

    /** The objects of one kind in the answer, which is {@code {"nftables": [{"KIND": {…}}, …]}}. */
    private List<JsonNode> list(String command, String kind) {
        List<JsonNode> found = new ArrayList<>();
        try {
            for (JsonNode item : JSON.readTree(nftables.run(command)).path("nftables")) {
                if (item.has(kind)) {
                    found.add(item.get(kind));
                }
            }
            return found;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("libnftables answered \"%s\" with what is not JSON".formatted(command), e);
        }
    }
}
