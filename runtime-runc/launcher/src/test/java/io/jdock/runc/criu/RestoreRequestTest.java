package io.jdock.runc.criu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.libcontainer.rootfs.ExternalMount;
import io.jdock.linux.Namespace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What criu is asked when a container is restored. */
final class RestoreRequestTest {

    @Test
    void saysWhereEverythingIsThatTheImageLacks() {
        RestoredContainer container = new RestoredContainer(
                Path.of("/run/c/criu-root"),
                Map.of("memory", "/c", "name=systemd", "/c"),
                Map.of("pipe:[7]", 1, "extRootNetNS", 6),
                Map.of("ipc", Path.of("/proc/9/ns/ipc")),
                List.of(new ExternalMount("/etc/hosts", Path.of("/run/hosts"))));
        RestoreChoices choices = new RestoreChoices(
                new Choices(true, false, false, false, false, false, CgroupMode.IGNORE, Optional.empty()),
                Optional.of("apparmor:other"),
                Optional.of("context"));

        Fields fields = Fields.parse(RestoreRequest.of(choices, container).bytes());
        Fields options = fields.nested(Request.OPTIONS).orElseThrow();

        assertEquals(Optional.of((long) Kind.RESTORE.number()), fields.number(Request.TYPE));
        assertEquals(Optional.of("/run/c/criu-root"), options.text(Option.ROOT.field()));
        assertTrue(options.isTrue(Option.RST_SIBLING.field()), "our child, not criu's");
        assertTrue(options.isTrue(Option.TCP_ESTABLISHED.field()));
        assertEquals(Optional.of(0L), options.number(Option.MANAGE_CGROUPS_MODE.field()));
        assertEquals(List.of("memory=/c", "name=systemd=/c"), pairs(options, Option.CG_ROOT));
        assertEquals(List.of("ipc=/proc/9/ns/ipc"), pairs(options, Option.JOIN_NS));
        assertEquals(List.of("/etc/hosts=/run/hosts", "/dev/null=/dev/null"), pairs(options, Option.EXT_MNT));
        assertEquals(
                List.of("extRootNetNS=6", "pipe:[7]=1"),
                options.all(Option.INHERIT_FD.field()).stream()
                        .map(pair -> pair.text(1).orElseThrow() + "="
                                + pair.number(2).orElseThrow())
                        .toList());
        assertEquals(Optional.of("apparmor:other"), options.text(Option.LSM_PROFILE.field()));
        assertEquals(Optional.of("context"), options.text(Option.LSM_MOUNT_CONTEXT.field()));
    }

    @Test
    void onlyPipesAreInheritedAndOnlyAsStandardStreams() {
        assertEquals(
                Map.of("pipe:[7]", 0, "pipe:[8]", 1), InheritedStreams.of(List.of("pipe:[7]", "pipe:[8]", "pipe:[8]")));
        assertEquals(
                Map.of(), InheritedStreams.of(List.of("/dev/null", "extRootNetNS pipe:[1]", "pipe:[1]:/etc/shadow")));
    }

    @Test
    void aNamespaceIsKnownByItsInode() {
        assertEquals("net[4026532000]:extRootNetNS", ExternalNamespaces.description(Namespace.NETWORK, 4026532000L));
        assertEquals("extRootPidNS", ExternalNamespaces.key(Namespace.PID));
    }

    @Test
    void aProcessIsInOneCgroupForEachController() {
        assertEquals(
                Map.of("cpu", "/a", "cpuacct", "/a", "name=systemd", "/b:c", "", "/d"),
                CgroupRoots.parse(List.of("4:cpu,cpuacct:/a", "1:name=systemd:/b:c", "0::/d")));
    }

    private static List<String> pairs(Fields options, Option option) {
        return options.all(option.field()).stream()
                .map(pair -> pair.text(1).orElseThrow() + "=" + pair.text(2).orElseThrow())
                .toList();
    }
}
