package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.DeviceRule;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeviceListTest {

    private static final DeviceRule DENY_ALL = new DeviceRule(false, "a", null, null, "rwm");
    private static final DeviceRule ALLOW_ALL = new DeviceRule(true, null, null, null, null);

    private static final List<String> ALWAYS = List.of(
            "c *:* m",
            "b *:* m",
            "c 1:3 rwm",
            "c 1:5 rwm",
            "c 1:7 rwm",
            "c 1:8 rwm",
            "c 1:9 rwm",
            "c 5:0 rwm",
            "c 5:2 rwm",
            "c 136:* rwm",
            "c 10:200 rwm");

    @Test
    void allowsWhatEveryContainerNeedsAndNothingElse() {
        assertEquals(ALWAYS, list().texts());
        assertEquals(ALWAYS, list(ALLOW_ALL, DENY_ALL).texts());
    }

    @Test
    void joinsAccessToOneDevice() {
        DeviceList list = list(
                DENY_ALL,
                new DeviceRule(true, "b", 8L, 0L, "r"),
                new DeviceRule(true, "b", 8L, 0L, "w"),
                new DeviceRule(true, "b", 8L, 1L, "rw"),
                new DeviceRule(false, "b", 8L, null, "w"));

        assertEquals(List.of("b 8:0 r", "b 8:1 r"), list.texts().subList(0, 2));
    }

    @Test
    void refusesAHoleThatTheKernelWouldIgnore() {
        var error = assertThrows(
                InvalidArgumentException.class,
                () -> list(new DeviceRule(true, "b", 8L, null, "rw"), new DeviceRule(false, "b", 8L, 1L, "w")));

        assertTrue(error.text().contains("\"b 8:1 w\""), error.text());
        assertTrue(error.text().contains("\"b 8:* rw\""), error.text());
    }

    @Test
    void changesOnlyWhatDiffers() {
        DeviceList before = list(new DeviceRule(true, "b", 8L, 0L, "rw"));
        DeviceList after = list(new DeviceRule(true, "b", 8L, 0L, "r"), new DeviceRule(true, "c", 10L, 229L, "rwm"));

        assertEquals(
                List.of(new DeviceList.Change(true, "c 10:229 rwm"), new DeviceList.Change(false, "b 8:0 w")),
                before.changesTo(after));
        assertEquals(List.of(), after.changesTo(after));
    }

    @Test
    void startsAnewWhereTheExceptionsAreUnknown() {
        DeviceList everything = DeviceList.parse(List.of("a *:* rwm"));
        DeviceList less = list(ALLOW_ALL, new DeviceRule(false, "b", 8L, null, "w"));

        assertEquals(
                new DeviceList.Change(false, "a"), everything.changesTo(list()).getFirst());
        assertEquals(
                List.of(new DeviceList.Change(true, "a"), new DeviceList.Change(false, "b 8:* w")),
                everything.changesTo(less));
    }

    @Test
    void readsWhatItWrites() {
        assertEquals(list(), DeviceList.parse(list().texts()));
    }

    private static DeviceList list(DeviceRule... rules) {
        return DeviceList.of(DeviceAccess.of(List.of(rules)));
    }
}
