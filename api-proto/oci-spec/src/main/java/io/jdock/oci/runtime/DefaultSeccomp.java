package io.jdock.oci.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Docker's default system call filter: what is not named here fails with EPERM.
 *
 * <p>What a capability permits, the filter does not forbid; so the profile depends on the capabilities a container gets. Two
 * rules deserve their reasons: {@code clone} is allowed unless it makes a namespace, and as a filter cannot look into
 * {@code clone3}'s struct, that one answers ENOSYS, upon which C libraries fall back to {@code clone}.
 */
public final class DefaultSeccomp {

    private static final String ALLOW = "SCMP_ACT_ALLOW";
    private static final String ERRNO = "SCMP_ACT_ERRNO";
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;

    /** All {@code CLONE_NEW…} flags but the time namespace, which clone(2) cannot make. */
    private static final long CLONE_NEW_FLAGS = 0x7e020000L;

    private static final String SYS_ADMIN = "CAP_SYS_ADMIN";

    private static final int AF_ALG = 38;
    private static final int AF_VSOCK = 40;

    /** personality(2): linux, 32-bit uname, the two with a fixed layout left alone, and "only tell me". */
    private static final long[] PERSONALITIES = {0x0, 0x8, 0x20000, 0x20008, 0xffffffffL};

    private static final Map<String, List<String>> BY_CAPABILITY = byCapability();

    private static final List<String> ALWAYS = allowedNames();

    private DefaultSeccomp() {}

    /** The profile for a process that may have these capabilities ({@code CAP_…} names), on this machine. */
    public static Seccomp forCapabilities(Collection<String> capabilities) {
        return forCapabilities(capabilities, System.getProperty("os.arch"));
    }

    static Seccomp forCapabilities(Collection<String> capabilities, String osArch) {
        boolean arm = osArch.equals("aarch64");
        List<SyscallRule> rules = new ArrayList<>();
        rules.add(allow(ALWAYS));
        rules.add(allow(
                arm
                        ? List.of(
                                "arm_fadvise64_64",
                                "arm_sync_file_range",
                                "sync_file_range2",
                                "breakpoint",
                                "cacheflush",
                                "set_tls")
                        : List.of("arch_prctl", "modify_ldt")));
        addSocketRules(rules);
        for (long personality : PERSONALITIES) {
            rules.add(allowWhen("personality", new SyscallArg(0, personality, 0, "SCMP_CMP_EQ")));
        }
        BY_CAPABILITY.forEach((capability, names) -> {
            if (capabilities.contains(capability)) {
                rules.add(allow(names));
            }
        });
        if (!capabilities.contains(SYS_ADMIN)) {
            rules.add(allowWhen("clone", new SyscallArg(0, CLONE_NEW_FLAGS, 0, "SCMP_CMP_MASKED_EQ")));
            rules.add(new SyscallRule(List.of("clone3"), ERRNO, ENOSYS, List.of()));
        }
        List<String> architectures = arm
                ? List.of("SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM")
                : List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32");
        return new Seccomp(ERRNO, EPERM, architectures, null, null, null, rules);
    }

    /** Kernel crypto and virtual machine sockets know nothing of namespaces. */
    private static void addSocketRules(List<SyscallRule> rules) {
        rules.add(allowWhen("socket", new SyscallArg(0, AF_ALG, 0, "SCMP_CMP_LT")));
        rules.add(allowWhen("socket", new SyscallArg(0, AF_ALG + 1, 0, "SCMP_CMP_EQ")));
        rules.add(allowWhen("socket", new SyscallArg(0, AF_VSOCK, 0, "SCMP_CMP_GT")));
    }

    private static SyscallRule allow(List<String> names) {
        return new SyscallRule(names, ALLOW, null, List.of());
    }

    private static SyscallRule allowWhen(String name, SyscallArg condition) {
        return new SyscallRule(List.of(name), ALLOW, null, List.of(condition));
    }

    private static Map<String, List<String>> byCapability() {
        Map<String, List<String>> calls = new LinkedHashMap<>();
        calls.put("CAP_DAC_READ_SEARCH", words("open_by_handle_at"));
        calls.put(SYS_ADMIN, words("""
                bpf clone clone3 fanotify_init fsconfig fsmount fsopen fspick lookup_dcookie lsm_get_self_attr
                lsm_list_modules lsm_set_self_attr mount mount_setattr move_mount open_tree perf_event_open quotactl
                quotactl_fd setdomainname sethostname setns syslog umount umount2 unshare"""));
        calls.put("CAP_SYS_BOOT", words("reboot"));
        calls.put("CAP_SYS_CHROOT", words("chroot"));
        calls.put("CAP_SYS_MODULE", words("delete_module init_module finit_module"));
        calls.put("CAP_SYS_PACCT", words("acct"));
        calls.put("CAP_SYS_PTRACE", words("kcmp pidfd_getfd process_madvise"));
        calls.put("CAP_SYS_RAWIO", words("iopl ioperm"));
        calls.put("CAP_SYS_TIME", words("settimeofday stime clock_settime clock_settime64"));
        calls.put("CAP_SYS_TTY_CONFIG", words("vhangup"));
        calls.put("CAP_SYS_NICE", words("get_mempolicy mbind set_mempolicy set_mempolicy_home_node"));
        calls.put("CAP_SYSLOG", words("syslog"));
        calls.put("CAP_BPF", words("bpf"));
        calls.put("CAP_PERFMON", words("perf_event_open"));
        return calls;
    }

    private static List<String> allowedNames() {
        try (InputStream in = DefaultSeccomp.class.getResourceAsStream("seccomp-allowed.txt")) {
            if (in == null) {
                throw new IllegalStateException("seccomp-allowed.txt is missing from the class path");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return words(text.substring(text.indexOf('\n') + 1));
        } catch (IOException e) {
            throw new UncheckedIOException("read seccomp-allowed.txt", e);
        }
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
