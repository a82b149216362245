package io.jdock.runc.verb;

import io.jdock.json.JsonObject;
import io.jdock.linux.Capability;
import io.jdock.runc.container.ContainerView;
import io.jdock.runc.flags.FlagSet;
import java.util.Arrays;
import java.util.List;

/** Prints what this runtime can do, see features.md of the runtime specification. */
public final class FeaturesVerb implements Verb {

    private static final String OLDEST_OCI_VERSION = "1.0.0";

    private static final List<String> MOUNT_OPTIONS = List.of(
            "atime",
            "bind",
            "defaults",
            "dev",
            "diratime",
            "exec",
            "noatime",
            "nodev",
            "nodiratime",
            "noexec",
            "norelatime",
            "nostrictatime",
            "nosuid",
            "nosymfollow",
            "private",
            "ratime",
            "rbind",
            "rdev",
            "rdiratime",
            "relatime",
            "rexec",
            "rnoatime",
            "rnodev",
            "rnodiratime",
            "rnoexec",
            "rnorelatime",
            "rnostrictatime",
            "rnosuid",
            "rnosymfollow",
            "ro",
            "rprivate",
            "rrelatime",
            "rro",
            "rrw",
            "rshared",
            "rslave",
            "rstrictatime",
            "rsuid",
            "rsymfollow",
            "runbindable",
            "rw",
            "shared",
            "slave",
            "strictatime",
            "suid",
            "symfollow",
            "unbindable");

    private static final List<String> NAMESPACES = List.of("cgroup", "ipc", "mount", "network", "pid", "uts");

    private static final List<String> SECCOMP_ACTIONS = List.of(
            "SCMP_ACT_ALLOW",
            "SCMP_ACT_ERRNO",
            "SCMP_ACT_KILL",
            "SCMP_ACT_KILL_PROCESS",
            "SCMP_ACT_KILL_THREAD",
            "SCMP_ACT_LOG",
            "SCMP_ACT_TRACE",
            "SCMP_ACT_TRAP");

    private static final List<String> SECCOMP_OPERATORS = List.of(
            "SCMP_CMP_EQ",
            "SCMP_CMP_GE",
            "SCMP_CMP_GT",
            "SCMP_CMP_LE",
            "SCMP_CMP_LT",
            "SCMP_CMP_MASKED_EQ",
            "SCMP_CMP_NE");

    private static final List<String> SECCOMP_ARCHITECTURES =
            List.of("SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM", "SCMP_ARCH_X32", "SCMP_ARCH_X86", "SCMP_ARCH_X86_64");

    private final FlagSet set = new FlagSet();

    @Override
    public Usage usage() {
        return new Usage(
                "features",
                "print what this runtime can do",
                "",
                Usage.Arity.exactly(0),
                "Prints JSON as features.md of the OCI runtime specification describes it.");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        JsonObject features = JsonObject.builder()
                .put("ociVersionMin", OLDEST_OCI_VERSION)
                .put("ociVersionMax", ContainerView.OCI_VERSION)
                .put("mountOptions", MOUNT_OPTIONS)
                .put("linux", linux())
                .build();
        cli.out().print(Json.indented(features, "    ") + "\n");
        return 0;
    }

    private static JsonObject linux() {
        JsonObject cgroup = JsonObject.builder()
                .put("v1", true)
                .put("v2", true)
                .put("systemd", false)
                .put("systemdUser", false)
                .build();
        JsonObject seccomp = JsonObject.builder()
                .put("enabled", true)
                .put("actions", SECCOMP_ACTIONS)
                .put("operators", SECCOMP_OPERATORS)
                .put("archs", SECCOMP_ARCHITECTURES)
                .build();
        return JsonObject.builder()
                .put("namespaces", NAMESPACES)
                .put("capabilities", capabilities())
                .put("cgroup", cgroup)
                .put("seccomp", seccomp)
                .put("apparmor", enabled(true))
                .put("selinux", enabled(true))
                .build();
    }

    private static List<String> capabilities() {
        return Arrays.stream(Capability.values()).map(Capability::fullName).toList();
    }

    private static JsonObject enabled(boolean value) {
        return JsonObject.builder().put("enabled", value).build();
    }
}
