package io.jdock.libcontainer.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.IdMapping;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Namespace.Kind;
import io.jdock.oci.runtime.TimeOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NamespacePlanTest {

    private static final List<IdMapping> MAP = List.of(
            new IdMapping(0, 100_000, 1000), new IdMapping(1000, 1000, 1), new IdMapping(1001, 101_000, 64_535));

    @Test
    void onlyAChildGetsIntoSomeNamespaces() {
        assertFalse(plan(with(Kind.PID, Kind.NETWORK)).succession());
        assertTrue(plan(with(Kind.TIME)).succession());
        assertTrue(plan(with(Kind.USER).uidMappings(MAP).gidMappings(MAP)).succession());
        assertTrue(plan(joining(Kind.USER)).succession());
        assertTrue(plan(joining(Kind.PID)).succession());
        assertFalse(plan(joining(Kind.NETWORK)).succession());
        assertFalse(plan(joining(Kind.TIME)).succession());
    }

    @Test
    void mapsIdsBothWaysAround() {
        IdMap map = IdMap.of("linux.uidMappings", MAP);

        assertEquals("0 100000 1000\n1000 1000 1\n1001 101000 64535\n", map.text());
        assertEquals(OptionalLong.of(100_007), map.outside(7));
        assertEquals(OptionalLong.of(1000), map.outside(1000));
        assertEquals(OptionalLong.of(165_534), map.outside(65_535));
        assertEquals(OptionalLong.empty(), map.outside(65_536));
        assertEquals(map, IdMap.parse(List.of("  0  100000   1000", "1000 1000 1", " 1001 101000 64535")));
    }

    @Test
    void refusesMapsThatAreNone() {
        refusesMap("overlap", new IdMapping(0, 1000, 10), new IdMapping(9, 2000, 10));
        refusesMap("overlap", new IdMapping(0, 1000, 10), new IdMapping(20, 1009, 10));
        refusesMap("ids are 0 to 4294967294", new IdMapping(0, 1000, 0));
        refusesMap("ids are 0 to 4294967294", new IdMapping(0, -1, 5));
        refusesMap("ids are 0 to 4294967294", new IdMapping(0, 4_294_967_290L, 6));
        refusesMap("ids are 0 to 4294967294", new IdMapping(1, Long.MAX_VALUE, Long.MAX_VALUE));
        refusesMap("id 0", new IdMapping(1, 1000, 10));
        refusesMap("10000 ranges, at most 340", ranges(10_000, 1));
        refusesMap("more than 4095 bytes", ranges(340, 1_000_000));
    }

    @Test
    void writesOffsetsAsTheKernelReadsThem() {
        Linux.Builder linux = with(Kind.TIME)
                .timeOffsets(Map.of("monotonic", new TimeOffset(-5, 7), "boottime", new TimeOffset(86_400, 0)));

        assertEquals("boottime 86400 0\nmonotonic -5 7\n", plan(linux).clocks().text());
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        refuses("given twice", with(Kind.PID, Kind.PID));
        refuses("needs a mount namespace of its own", Linux.builder().namespaces(List.of(Namespace.fresh(Kind.USER))));
        refuses("has the host's user namespace", with(Kind.PID).uidMappings(MAP).gidMappings(MAP));
        refuses("needs both", with(Kind.USER));
        refuses("needs both", with(Kind.USER).uidMappings(MAP));
        refuses("needs both", joining(Kind.USER).gidMappings(MAP));
        refuses("only a new time namespace", with(Kind.PID).timeOffsets(Map.of("monotonic", new TimeOffset(1, 0))));
        refuses("only a new time namespace", joining(Kind.TIME).timeOffsets(Map.of("monotonic", new TimeOffset(1, 0))));
        refuses(
                "clock \"realtime\" has no offset",
                with(Kind.TIME).timeOffsets(Map.of("realtime", new TimeOffset(1, 0))));
        refuses(
                "not below one second",
                with(Kind.TIME).timeOffsets(Map.of("boottime", new TimeOffset(1, 1_000_000_000))));
        refuses("not absolute", with(Kind.PID).namespaces(List.of(new Namespace(Kind.UTS, "proc/1/ns/uts"))));
        refuses("too long", with(Kind.PID).namespaces(List.of(new Namespace(Kind.UTS, "/x".repeat(35_000)))));
    }

    private static void refusesMap(String why, IdMapping... ranges) {
        refuses(why, with(Kind.USER).uidMappings(List.of(ranges)).gidMappings(MAP));
        refuses(why, with(Kind.USER).uidMappings(MAP).gidMappings(List.of(ranges)));
    }

    private static void refuses(String why, Linux.Builder linux) {
        var error = assertThrows(InvalidArgumentException.class, () -> plan(linux));

        assertTrue(error.text().contains(why), error.text());
    }

    private static NamespacePlan plan(Linux.Builder linux) {
        return NamespacePlan.of(linux.build());
    }

    private static IdMapping[] ranges(int count, long step) {
        return LongStream.range(0, count)
                .mapToObj(i -> new IdMapping(i * step, 1_000_000 + i * step, 1))
                .toArray(IdMapping[]::new);
    }

    /** A mount namespace and these. */
    private static Linux.Builder with(Kind... kinds) {
        List<Kind> all = new ArrayList<>(List.of(Kind.MOUNT));
        Collections.addAll(all, kinds);
        return Linux.builder().namespaces(all.stream().map(Namespace::fresh).toList());
    }

    private static Linux.Builder joining(Kind kind) {
        return Linux.builder()
                .namespaces(Stream.of(Namespace.fresh(Kind.MOUNT), new Namespace(kind, "/proc/1/ns/x"))
                        .toList());
    }
}
