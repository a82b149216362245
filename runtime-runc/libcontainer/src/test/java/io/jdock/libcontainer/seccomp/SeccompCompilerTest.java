package io.jdock.libcontainer.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.linux.Arch;
import io.jdock.oci.runtime.DefaultSeccomp;
import io.jdock.oci.runtime.Seccomp;
import io.jdock.oci.runtime.SyscallArg;
import io.jdock.oci.runtime.SyscallRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SeccompCompilerTest {

    private static final int EPERM = Action.errno(1).value();
    private static final int ENOSYS = Action.NO_SUCH_CALL.value();
    private static final int ALLOW = Action.ALLOW.value();

    private static final SeccompFilter DEFAULT =
            SeccompCompiler.compile(DefaultSeccomp.forCapabilities(Set.of("CAP_CHOWN")), Arch.X86_64);

    @Test
    void answersEveryNumberAsTheProfileSays() {
        Seccomp profile = DefaultSeccomp.forCapabilities(Set.of("CAP_CHOWN"));
        Set<String> always = Set.copyOf(profile.syscalls().getFirst().names());
        for (String name : List.of("read", "mount", "ptrace", "bpf", "io_uring_setup", "futex", "chroot", "statx")) {
            for (Abi abi : List.of(Abi.X86_64, Abi.X32, Abi.I386)) {
                int number = abi.number(name).orElseThrow();

                assertEquals(always.contains(name) ? ALLOW : EPERM, run(abi, number), name + " " + abi);
            }
        }
    }

    @Test
    void answersEnosysToCallsNewerThanTheProfile() {
        assertEquals(ENOSYS, run(Abi.X86_64, 999));
        assertEquals(ENOSYS, run(Abi.X86_64, Abi.X86_64.number("clone3").orElseThrow()));
    }

    @Test
    void killsWhoComesByAnUnknownConvention() {
        assertEquals(Action.KILL_PROCESS.value(), run(Abi.AARCH64, 0));
    }

    @Test
    void allowsCloneUnlessItMakesANamespace() {
        int clone = Abi.X86_64.number("clone").orElseThrow();

        assertEquals(ALLOW, run(Abi.X86_64, clone, 0x1200011));
        assertEquals(EPERM, run(Abi.X86_64, clone, 0x10000011));
        assertEquals(EPERM, run(Abi.X86_64, clone, 0x20000));
    }

    @Test
    void judgesASocketFamilyAsTheKernelSeesIt() {
        int socket = Abi.X86_64.number("socket").orElseThrow();

        for (long family : new long[] {0, 1, 2, 10, 16, 37, 39, 41, 44}) {
            assertEquals(ALLOW, run(Abi.X86_64, socket, family), "family " + family);
        }
        for (long family : new long[] {38, 40, 0x1_0000_0026L, 0x1_0000_0028L}) {
            assertEquals(EPERM, run(Abi.X86_64, socket, family), "family " + family);
        }
    }

    @Test
    void comparesAllSixtyFourBits() {
        long value = 0x1_0000_0005L;
        for (String op : List.of("EQ", "NE", "GT", "GE", "LT", "LE")) {
            SeccompFilter filter = filterFor("lseek", new SyscallArg(1, value, 0, "SCMP_CMP_" + op));
            for (long given : new long[] {0, 5, 6, value - 1, value, value + 1, 0x2_0000_0000L, -1}) {
                int order = Long.compareUnsigned(given, value);
                boolean holds = switch (op) {
                    case "EQ" -> order == 0;
                    case "NE" -> order != 0;
                    case "GT" -> order > 0;
                    case "GE" -> order >= 0;
                    case "LT" -> order < 0;
                    default -> order <= 0;
                };
                int lseek = Abi.X86_64.number("lseek").orElseThrow();

                int answer = BpfInterpreter.run(filter.instructions(), Abi.X86_64, lseek, 0, given);

                assertEquals(holds ? ALLOW : EPERM, answer, "%x %s %x".formatted(given, op, value));
            }
        }
    }

    @Test
    void takesConditionsOnOneArgumentAsAlternativesAndOnSeveralTogether() {
        SyscallArg five = new SyscallArg(0, 5, 0, "SCMP_CMP_EQ");
        SyscallArg six = new SyscallArg(0, 6, 0, "SCMP_CMP_EQ");
        SyscallArg second = new SyscallArg(1, 7, 0, "SCMP_CMP_EQ");
        int lseek = Abi.X86_64.number("lseek").orElseThrow();

        SeccompFilter either = filterFor("lseek", five, six);
        SeccompFilter both = filterFor("lseek", five, second);

        assertEquals(ALLOW, BpfInterpreter.run(either.instructions(), Abi.X86_64, lseek, 6, 0));
        assertEquals(EPERM, BpfInterpreter.run(either.instructions(), Abi.X86_64, lseek, 7, 0));
        assertEquals(ALLOW, BpfInterpreter.run(both.instructions(), Abi.X86_64, lseek, 5, 7));
        assertEquals(EPERM, BpfInterpreter.run(both.instructions(), Abi.X86_64, lseek, 5, 6));
    }

    @Test
    void findsAnAnswerInFewSteps() {
        assertTrue(
                DEFAULT.instructions().size() < 1200,
                "%d instructions".formatted(DEFAULT.instructions().size()));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        Seccomp action = new Seccomp("SCMP_ACT_MAYBE", null, List.of(), List.of(), null, null, List.of());
        Seccomp notify = new Seccomp(
                "SCMP_ACT_ALLOW",
                null,
                List.of(),
                List.of(),
                null,
                null,
                List.of(new SyscallRule(List.of("mkdir"), "SCMP_ACT_NOTIFY", null, List.of())));

        assertThrows(InvalidArgumentException.class, () -> SeccompCompiler.compile(action, Arch.X86_64));
        assertThrows(NotImplementedException.class, () -> SeccompCompiler.compile(notify, Arch.X86_64));
    }

    private static int run(Abi abi, int number, long... arguments) {
        return BpfInterpreter.run(DEFAULT.instructions(), abi, number, arguments);
    }

    private static SeccompFilter filterFor(String name, SyscallArg... conditions) {
        Seccomp profile = new Seccomp(
                "SCMP_ACT_ERRNO",
                1,
                List.of("SCMP_ARCH_X86_64"),
                List.of(),
                null,
                null,
                List.of(new SyscallRule(List.of(name), "SCMP_ACT_ALLOW", null, List.of(conditions))));
        return SeccompCompiler.compile(profile, Arch.X86_64);
    }
}
