package io.jdock.runc.criu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.libcontainer.rootfs.ExternalMount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What criu is asked when a container is saved. */
final class DumpRequestTest {

    private static final List<Option> CHOSEN_BY_THE_USER = List.of(
            Option.LEAVE_RUNNING,
            Option.TCP_ESTABLISHED,
            Option.TCP_SKIP_IN_FLIGHT,
            Option.EXT_UNIX_SK,
            Option.SHELL_JOB,
            Option.FILE_LOCKS,
            Option.LINK_REMAP,
            Option.AUTO_DEDUP,
            Option.LAZY_PAGES);

    private static final long NEW_NETWORK = 0x40000000;

    private static final Choices PLAIN =
            new Choices(false, false, false, false, false, false, CgroupMode.USUAL, Optional.empty());

    private static final SavedContainer CONTAINER = new SavedContainer(
            42,
            Path.of("/b/rootfs"),
            Optional.of(Path.of("/sys/fs/cgroup/freezer/c")),
            List.of("net[4026532000]:extRootNetNS"),
            List.of(new ExternalMount("/etc/hosts", Path.of("/run/hosts"))),
            List.of("/proc/kcore"));

    @Test
    void saysWhatIsNotTheContainersOwn() {
        Fields options = options(Kind.DUMP, DumpRequest.of(choices(PLAIN, false, Optional.empty()), CONTAINER));

        assertEquals(Optional.of(42L), options.number(Option.PID.field()));
        assertEquals(Optional.of("/b/rootfs"), options.text(Option.ROOT.field()));
        assertEquals(Optional.of("/sys/fs/cgroup/freezer/c"), options.text(Option.FREEZE_CGROUP.field()));
        assertEquals(List.of("net[4026532000]:extRootNetNS"), options.texts(Option.EXTERNAL.field()));
        assertEquals(
                List.of("/etc/hosts=/etc/hosts", "/proc/kcore=/dev/null"),
                options.all(Option.EXT_MNT.field()).stream()
                        .map(pair ->
                                pair.text(1).orElseThrow() + "=" + pair.text(2).orElseThrow())
                        .toList());
        assertEquals(Optional.of(NEW_NETWORK), options.number(Option.EMPTY_NS.field()));
        assertTrue(options.isTrue(Option.NOTIFY_SCRIPTS.field()));
        assertTrue(options.isTrue(Option.ORPHAN_PTS_MASTER.field()));
        assertEquals(Optional.of((long) Session.IMAGES), options.number(Option.IMAGES_DIR_FD.field()));
        assertEquals(Optional.of((long) Session.WORK), options.number(Option.WORK_DIR_FD.field()));
        assertEquals(Optional.of("dump.log"), options.text(Option.LOG_FILE.field()));
    }

    @Test
    void touchesNothingThatTheUserDidNotAllow() {
        Fields options = options(Kind.DUMP, DumpRequest.of(choices(PLAIN, false, Optional.empty()), CONTAINER));

        for (Option option : CHOSEN_BY_THE_USER) {
            assertFalse(options.isTrue(option.field()), option.name());
        }
        assertEquals(Optional.of(6L), options.number(Option.MANAGE_CGROUPS_MODE.field()));
        assertEquals(Optional.empty(), options.text(Option.CONFIG_FILE.field()));
        assertEquals(Optional.empty(), options.text(Option.PARENT_IMG.field()));
    }

    @Test
    void carriesEveryChoice() {
        Choices all = new Choices(true, true, true, true, true, true, CgroupMode.STRICT, Optional.of("/etc/x"));
        DumpChoices choices = new DumpChoices(
                all,
                true,
                true,
                true,
                false,
                Optional.of("../before"),
                Optional.of(PageServer.parse("[::1]:27")),
                OptionalInt.empty());

        Fields options = options(Kind.DUMP, DumpRequest.of(choices, CONTAINER));

        for (Option option : CHOSEN_BY_THE_USER) {
            assertTrue(options.isTrue(option.field()), option.name());
        }
        assertTrue(options.isTrue(Option.TRACK_MEM.field()));
        assertEquals(Optional.of(5L), options.number(Option.MANAGE_CGROUPS_MODE.field()));
        assertEquals(Optional.of("/etc/x"), options.text(Option.CONFIG_FILE.field()));
        assertEquals(Optional.of("../before"), options.text(Option.PARENT_IMG.field()));
        Fields server = options.nested(Option.PS.field()).orElseThrow();
        assertEquals(Optional.of("::1"), server.text(1));
        assertEquals(Optional.of(27L), server.number(2));
    }

    @Test
    void memoryAloneNeedsNoMounts() {
        DumpChoices choices = choices(PLAIN, true, Optional.of("../before"));

        Fields options = options(Kind.PRE_DUMP, DumpRequest.of(choices, CONTAINER));

        assertEquals(List.of(), options.all(Option.EXT_MNT.field()));
        assertFalse(choices.ends());
        assertTrue(options.isTrue(Option.TRACK_MEM.field()));
    }

    @Test
    void aContainersAnnotationNamesCriusConfiguration() {
        assertEquals(Optional.of("/etc/criu/runc.conf"), PLAIN.of(Map.of()).configuration());
        assertEquals(
                Optional.of("/own"), PLAIN.of(Map.of("org.criu.config", "/own")).configuration());
        assertEquals(Optional.empty(), PLAIN.of(Map.of("org.criu.config", "")).configuration());
    }

    private static DumpChoices choices(Choices common, boolean memoryOnly, Optional<String> parent) {
        return new DumpChoices(common, false, false, false, memoryOnly, parent, Optional.empty(), OptionalInt.empty());
    }

    private static Fields options(Kind kind, Request request) {
        Fields fields = Fields.parse(request.bytes());
        assertEquals(Optional.of((long) kind.number()), fields.number(Request.TYPE));
        return fields.nested(Request.OPTIONS).orElseThrow();
    }
}
