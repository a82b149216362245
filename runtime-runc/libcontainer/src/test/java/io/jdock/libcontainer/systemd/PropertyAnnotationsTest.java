package io.jdock.libcontainer.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.dbus.DbusValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PropertyAnnotationsTest {

    private static DbusValue valueOf(String text) {
        return PropertyAnnotations.of(Map.of("org.systemd.property.Some", text))
                .getFirst()
                .value();
    }

    @Test
    void readsTheFormsOfValues() {
        assertEquals(DbusValue.of("inactive-or-failed"), valueOf("'inactive-or-failed'"));
        assertEquals(DbusValue.of("it's"), valueOf("\"it's\""));
        assertEquals(DbusValue.of("it's"), valueOf("'it\\'s'"));
        assertEquals(DbusValue.of(true), valueOf("true"));
        assertEquals(new DbusValue.Fixed('i', -7), valueOf(" -7 "));
        assertEquals(new DbusValue.Fixed('i', 255), valueOf("0xff"));
        assertEquals(DbusValue.uint64(-1), valueOf("uint64 18446744073709551615"));
        assertEquals(DbusValue.uint64(5), valueOf("@t 5"));
        assertEquals(new DbusValue.Fixed('d', Double.doubleToRawLongBits(1.5)), valueOf("1.5"));
        assertEquals(DbusValue.texts(List.of("a", "b")), valueOf("['a', 'b']"));
        assertEquals(DbusValue.texts(List.of()), valueOf("@as []"));
        assertEquals(
                new DbusValue.Array("(st)", List.of(DbusValue.struct(DbusValue.of("/dev/sda"), DbusValue.uint64(10)))),
                valueOf("[('/dev/sda', uint64 10)]"));
    }

    @Test
    void turnsSecondsIntoWhatDbusHas() {
        assertEquals(
                List.of(UnitProperty.of("TimeoutStopUSec", 7_000_000)),
                PropertyAnnotations.of(Map.of("org.systemd.property.TimeoutStopSec", "7")));
        assertEquals(
                List.of(UnitProperty.of("TimeoutStopUSec", 500_000)),
                PropertyAnnotations.of(Map.of("org.systemd.property.TimeoutStopSec", "0.5")));
        assertEquals(
                List.of(UnitProperty.of("TimeoutStopUSec", 7)),
                PropertyAnnotations.of(Map.of("org.systemd.property.TimeoutStopUSec", "uint64 7")));
    }

    @Test
    void leavesOtherAnnotationsAlone() {
        assertEquals(List.of(), PropertyAnnotations.of(Map.of("org.other", "'x'")));
    }

    @Test
    void refusesWhatIsNoValueByName() {
        for (String text : List.of(
                "",
                "'open",
                "[1, 'a']",
                "[]",
                "()",
                "uint64 -1",
                "byte 256",
                "1 2",
                "@s 5",
                "@i 'x'",
                "@as 5x",
                "yes",
                "[1 2]")) {
            var error = assertThrows(InvalidArgumentException.class, () -> valueOf(text), text);
            assertTrue(error.text().startsWith("annotation org.systemd.property.Some: "), error.text());
        }
    }

    @Test
    void refusesNamesThatNoPropertyHas() {
        for (String name : List.of("", "ab", "Memory.Max", "CPU1")) {
            assertThrows(
                    InvalidArgumentException.class,
                    () -> PropertyAnnotations.of(Map.of("org.systemd.property." + name, "true")),
                    name);
        }
    }

    @Test
    void refusesSecondsThatAreNoNumber() {
        assertThrows(
                InvalidArgumentException.class,
                () -> PropertyAnnotations.of(Map.of("org.systemd.property.TimeoutStopSec", "'7'")));
    }
}
