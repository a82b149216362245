package io.jdock.runc.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdock.libcontainer.namespaces.IdMap;
import io.jdock.libcontainer.namespaces.NamespacePlan;
import io.jdock.linux.Capability;
import io.jdock.linux.Namespace;
import io.jdock.oci.runtime.IdMapping;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Namespace.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Processes of images that say something else than the bundle. */
final class ConfinementTest {

    private static final long KILL = Capability.mask(Set.of(Capability.KILL));
    private static final IdMap IDENTITY = new IdMap(List.of(new IdMap.Range(0, 0, 4_294_967_295L)));
    private static final IdMap MAPPED = new IdMap(List.of(new IdMap.Range(0, 100_000, 65_536)));
    private static final ThreadFacts HOST = thread(Map.of(), -1, false, false, IDENTITY, "unconfined");
    private static final Map<Namespace, String> OWN =
            Map.of(Namespace.PID, "pid:[2]", Namespace.MOUNT, "mnt:[2]", Namespace.NETWORK, "net:[2]");

    private final Confinement confinement = new Confinement(
            Set.of(Namespace.PID, Namespace.MOUNT),
            Map.of(Namespace.NETWORK, "net:[2]"),
            KILL,
            true,
            true,
            NamespacePlan.of(Linux.builder().build()),
            Optional.of("profile"));

    @Test
    void aProcessAsTheBundleWantsItMayRun() {
        assertEquals(Optional.empty(), breach(thread(OWN, KILL, true, true, IDENTITY, "profile")));
        assertEquals(Optional.empty(), breach(thread(OWN, 0, true, true, IDENTITY, "profile")));
    }

    @Test
    void noneIsInANamespaceOfTheHosts() {
        Map<Namespace, String> escaped = new EnumMap<>(OWN);
        escaped.remove(Namespace.MOUNT);

        assertEquals(
                Optional.of("it is in the host's mnt namespace"),
                breach(thread(escaped, KILL, true, true, IDENTITY, "profile")));
    }

    @Test
    void theFirstIsInTheNamespacesThatTheBundleNames() {
        Map<Namespace, String> other = new EnumMap<>(OWN);
        other.put(Namespace.NETWORK, "net:[3]");

        assertEquals(
                Optional.of("it is not in the net namespace that the bundle names"),
                breach(thread(other, KILL, true, true, IDENTITY, "profile")));
    }

    @Test
    void noneHasMoreRightsThanTheBundleGives() {
        long more = KILL | Capability.mask(Set.of(Capability.SYS_ADMIN));

        assertEquals(
                Optional.of("it has capabilities that the bundle does not give: CAP_SYS_ADMIN"),
                breach(thread(OWN, more, true, true, IDENTITY, "profile")));
        assertEquals(
                Optional.of("it may gain privileges: no_new_privs is not set"),
                breach(thread(OWN, KILL, false, true, IDENTITY, "profile")));
        assertEquals(
                Optional.of("no seccomp filter decides about its calls"),
                breach(thread(OWN, KILL, true, false, IDENTITY, "profile")));
        assertEquals(
                Optional.of("its label is \"unconfined\", not \"profile\""),
                breach(thread(OWN, KILL, true, true, IDENTITY, "unconfined")));
    }

    @Test
    void oneInAUserNamespaceThatTheContainerMadeHasAllRightsThere() {
        ThreadFacts first = thread(OWN, KILL, true, true, IDENTITY, "profile");
        Map<Namespace, String> nested = new EnumMap<>(OWN);
        nested.put(Namespace.USER, "user:[9]");

        assertEquals(
                Optional.empty(), confinement.breach(thread(nested, -1, true, true, MAPPED, "profile"), first, HOST));
    }

    @Test
    void theMapsOfAUserNamespaceAreTheBundles() {
        List<IdMapping> map = List.of(new IdMapping(0, 100_000, 65_536));
        NamespacePlan mapped = NamespacePlan.of(Linux.builder()
                .namespaces(List.of(
                        io.jdock.oci.runtime.Namespace.fresh(Kind.USER),
                        io.jdock.oci.runtime.Namespace.fresh(Kind.MOUNT)))
                .uidMappings(map)
                .gidMappings(map)
                .build());
        Confinement own =
                new Confinement(Set.of(Namespace.USER), Map.of(), KILL, false, false, mapped, Optional.empty());
        Map<Namespace, String> user = Map.of(Namespace.USER, "user:[2]");
        ThreadFacts right = thread(user, KILL, false, false, MAPPED, "");
        ThreadFacts wrong = thread(user, KILL, false, false, IDENTITY, "");

        assertEquals(Optional.empty(), own.breach(right, right, HOST));
        assertEquals(Optional.of("its user namespace has other maps"), own.breach(wrong, wrong, HOST));
        assertEquals(
                Optional.of("it is in the host's user namespace"),
                own.breach(thread(Map.of(), KILL, false, false, MAPPED, ""), right, HOST));
    }

    private Optional<String> breach(ThreadFacts thread) {
        return confinement.breach(thread, thread, HOST);
    }

    /** @param own namespaces that are not the host's */
    private static ThreadFacts thread(
            Map<Namespace, String> own,
            long capabilities,
            boolean noNewPrivileges,
            boolean filtered,
            IdMap map,
            String label) {
        Map<Namespace, String> namespaces = new EnumMap<>(Namespace.class);
        for (Namespace kind : Namespace.values()) {
            namespaces.put(kind, kind.procName() + ":[1]");
        }
        namespaces.putAll(own);
        return new ThreadFacts("process 1", namespaces, capabilities, noNewPrivileges, filtered, map, map, label);
    }
}
