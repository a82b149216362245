package io.jdock.runc.verb;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdock.libcontainer.process.ProcessPlan;
import io.jdock.libcontainer.rootfs.MountOptions;
import io.jdock.libcontainer.seccomp.SeccompCompiler;
import io.jdock.oci.runtime.Features;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.MemoryPolicy;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Seccomp;
import io.jdock.oci.runtime.SyscallArg;
import io.jdock.oci.runtime.SyscallRule;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The runtime takes every word that it says it knows. */
final class RuntimeFeaturesTest {

    private static final Features FEATURES = RuntimeFeatures.all();

    @Test
    void mountOptionsAreNotLeftToTheFileSystem() {
        for (String option : FEATURES.mountOptions()) {
            assertEquals(List.of(), MountOptions.parse(List.of(option)).data(), option);
        }
    }

    @Test
    void namespacesAreAllThatTheSpecHas() {
        assertEquals(
                Arrays.stream(Namespace.Kind.values())
                        .map(Namespace.Kind::text)
                        .sorted()
                        .toList(),
                FEATURES.linux().namespaces());
    }

    @Test
    void filtersAreCompiledOfEveryWord() {
        Features.Seccomp seccomp = FEATURES.linux().seccomp();
        for (String action : seccomp.actions()) {
            compile(List.of(), action, "SCMP_CMP_EQ", null);
        }
        for (String operator : seccomp.operators()) {
            compile(List.of(), "SCMP_ACT_LOG", operator, null);
        }
        for (String flag : seccomp.supportedFlags()) {
            compile(List.of(), "SCMP_ACT_LOG", "SCMP_CMP_EQ", List.of(flag));
        }
        compile(seccomp.archs(), "SCMP_ACT_LOG", "SCMP_CMP_EQ", null);
    }

    private static void compile(
            List<String> architectures, String action, String operator, @Nullable List<String> flags) {
        var rule = new SyscallRule(List.of("mkdir"), action, null, List.of(new SyscallArg(0, 1, 1, operator)));
        var profile = new Seccomp("SCMP_ACT_ALLOW", null, architectures, flags, "/agent", null, List.of(rule));
        assertDoesNotThrow(() -> SeccompCompiler.compile(profile), action + operator + flags);
    }

    @Test
    void memoryPoliciesAreTakenOfEveryWord() {
        Features.MemoryPolicy policy = FEATURES.linux().memoryPolicy();
        for (String mode : policy.modes()) {
            boolean nodes = !mode.equals("MPOL_DEFAULT") && !mode.equals("MPOL_LOCAL");
            plan(new MemoryPolicy(mode, nodes ? "0" : null, List.of()));
        }
        for (String flag : policy.flags()) {
            plan(new MemoryPolicy("MPOL_BIND", "0", List.of(flag)));
        }
    }

    private static void plan(MemoryPolicy policy) {
        Process process = Process.builder().args(List.of("true")).build();
        Linux linux = Linux.builder().memoryPolicy(policy).build();
        assertDoesNotThrow(() -> ProcessPlan.of(process, linux), policy::toString);
    }
}
