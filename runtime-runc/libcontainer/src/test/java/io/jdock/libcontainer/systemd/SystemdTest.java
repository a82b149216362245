package io.jdock.libcontainer.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.linux.dbus.DbusValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a systemd that only says what a real one would. */
final class SystemdTest {

    private static final String UNIT = "jdock-x.scope";

    @TempDir
    Path directory;

    private FakeSystemd fake;
    private Systemd systemd;

    @BeforeEach
    void start() {
        fake = FakeSystemd.start(directory);
        systemd = fake.bus().connect();
    }

    @AfterEach
    void stop() {
        systemd.close();
        fake.close();
    }

    @Test
    void startsAUnitWithItsProperties() {
        systemd.start(UNIT, List.of(UnitProperty.of("Delegate", true), UnitProperty.of("MemoryMax", 5)));

        assertEquals(Map.of("Delegate", DbusValue.of(true), "MemoryMax", DbusValue.uint64(5)), fake.properties(UNIT));
        assertEquals(List.of("StartTransientUnit " + UNIT), fake.calls());
    }

    @Test
    void startsAUnitOnceMoreWhenAFailedOneWasInTheWay() {
        fake.failOnce("StartTransientUnit", "UnitExists");

        systemd.start(UNIT, List.of());

        assertEquals(
                List.of("StartTransientUnit -> UnitExists", "ResetFailedUnit " + UNIT, "StartTransientUnit " + UNIT),
                fake.calls());
    }

    @Test
    void tellsThatAUnitIsThereAlready() {
        fake.failOnce("StartTransientUnit", "UnitExists");
        fake.failOnce("ResetFailedUnit", "org.freedesktop.DBus.Error.AccessDenied");

        assertThrows(PermissionDeniedException.class, () -> systemd.start(UNIT, List.of()));
    }

    @Test
    void tellsHowAStartEnded() {
        fake.endJobsAs("timeout");

        var error = assertThrows(InternalException.class, () -> systemd.start(UNIT, List.of()));

        assertEquals("start systemd unit jdock-x.scope: its start ended as \"timeout\"", error.text());
    }

    @Test
    void changesProperties() {
        systemd.start(UNIT, List.of(UnitProperty.of("MemoryMax", 5)));

        systemd.set(UNIT, List.of(UnitProperty.of("MemoryMax", 6)));

        assertEquals(Map.of("MemoryMax", DbusValue.uint64(6)), fake.properties(UNIT));
    }

    @Test
    void stopsWhatIsThereAndWhatIsNot() {
        systemd.start(UNIT, List.of());

        systemd.stop(UNIT);
        systemd.stop(UNIT);

        assertEquals(Map.of(), fake.properties(UNIT));
    }

    @Test
    void saysWhatSystemdSaysOfAMistake() {
        assertKind(AlreadyExistsException.class, "org.freedesktop.systemd1.UnitExists");
        assertKind(FailedPreconditionException.class, "org.freedesktop.systemd1.NoSuchUnit");
        assertKind(PermissionDeniedException.class, "org.freedesktop.DBus.Error.AccessDenied");
        assertKind(InvalidArgumentException.class, "org.freedesktop.DBus.Error.PropertyReadOnly");
        assertKind(FailedPreconditionException.class, "org.freedesktop.DBus.Error.ServiceUnknown");
        assertKind(InternalException.class, "org.freedesktop.DBus.Error.Failed");
    }

    private void assertKind(Class<? extends EngineException> kind, String name) {
        fake.failOnce("SetUnitProperties", name);

        var error = assertThrows(kind, () -> systemd.set(UNIT, List.of()), name);

        assertTrue(error.text().startsWith("set properties of systemd unit jdock-x.scope: " + name), error.text());
    }

    @Test
    void knowsWhetherThereIsAUnit() {
        assertEquals(false, systemd.isActive(UNIT));

        systemd.start(UNIT, List.of());

        assertEquals(true, systemd.isActive(UNIT));
    }

    @Test
    void readsVersions() {
        assertEquals(252, systemd.version());
        assertEquals(245, Systemd.version("v245.4-1.fc32"));
        assertEquals(258, Systemd.version("258~rc1"));
        assertThrows(InternalException.class, () -> Systemd.version("unknown"));
    }

    @Test
    void saysWhatIsMissingWithoutSystemd() {
        SystemdBus none = new SystemdBus(directory.resolve("nowhere"), directory.resolve("not-booted"));
        var error = assertThrows(FailedPreconditionException.class, none::connect);
        assertEquals(
                "systemd cgroups: systemd does not run on this machine, there is no " + directory.resolve("not-booted"),
                error.text());

        SystemdBus mute = new SystemdBus(directory.resolve("nowhere"), directory);
        error = assertThrows(FailedPreconditionException.class, mute::connect);
        assertTrue(error.text().contains(directory.resolve("nowhere").toString()), error.text());
    }
}
