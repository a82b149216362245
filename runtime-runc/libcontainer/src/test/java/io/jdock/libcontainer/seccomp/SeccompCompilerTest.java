package io.jdock.libcontainer.seccomp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Arch;
import io.jdock.oci.runtime.DefaultSeccomp;
import io.jdock.oci.runtime.Seccomp;
import io.jdock.oci.runtime.Spec;
import io.jdock.oci.runtime.SpecJson;
import io.jdock.oci.runtime.SyscallArg;
import io.jdock.oci.runtime.SyscallRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                int number = SyscallTable.number(abi, name);

                assertEquals(always.contains(name) ? ALLOW : EPERM, run(abi, number), name + " " + abi);
            }
        }
    }

    @Test
    void answersEnosysToCallsNewerThanTheProfile() {
        assertEquals(ENOSYS, run(Abi.X86_64, 999));
        assertEquals(ENOSYS, run(Abi.X86_64, SyscallTable.number(Abi.X86_64, "clone3")));
    }

    @Test
    void killsWhoComesByAnUnknownConvention() {
        assertEquals(Action.KILL_PROCESS.value(), run(Abi.AARCH64, 0));
    }

    @Test
    void allowsCloneUnlessItMakesANamespace() {
        int clone = SyscallTable.number(Abi.X86_64, "clone");

        assertEquals(ALLOW, run(Abi.X86_64, clone, 0x1200011));
        assertEquals(EPERM, run(Abi.X86_64, clone, 0x10000011));
        assertEquals(EPERM, run(Abi.X86_64, clone, 0x20000));
    }

    @Test
    void judgesASocketFamilyAsTheKernelSeesIt() {
        int socket = SyscallTable.number(Abi.X86_64, "socket");

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
                int lseek = SyscallTable.number(Abi.X86_64, "lseek");

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
        int lseek = SyscallTable.number(Abi.X86_64, "lseek");

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unknown action \"SCMP_ACT_MAYBE\"|{'defaultAction': 'SCMP_ACT_MAYBE'}",
                "unknown architecture \"SCMP_ARCH_VAX\"|{'defaultAction': 'SCMP_ACT_KILL', 'architectures': ['SCMP_ARCH_VAX']}",
                "unknown flag \"SECCOMP_FILTER_FLAG_X\"|{'defaultAction': 'SCMP_ACT_KILL', 'flags': ['SECCOMP_FILTER_FLAG_X']}",
                "errnoRet 1 makes no sense with SCMP_ACT_KILL|{'defaultAction': 'SCMP_ACT_KILL', 'defaultErrnoRet': 1}",
                "errnoRet 4096 is outside 0 to 4095|{'defaultAction': 'SCMP_ACT_ERRNO', 'defaultErrnoRet': 4096}",
                "errnoRet 65536 is outside 0 to 65535|{'defaultAction': 'SCMP_ACT_TRACE', 'defaultErrnoRet': 65536}",
                "unknown comparison \"EQ\"|{'defaultAction': 'SCMP_ACT_KILL', 'syscalls': [{'names': ['read'], 'action': 'SCMP_ACT_ALLOW', 'args': [{'index': 0, 'value': 1, 'op': 'EQ'}]}]}",
                "argument index 6 is outside 0 to 5|{'defaultAction': 'SCMP_ACT_KILL', 'syscalls': [{'names': ['read'], 'action': 'SCMP_ACT_ALLOW', 'args': [{'index': 6, 'value': 1, 'op': 'SCMP_CMP_EQ'}]}]}",
                "two rules for \"read\" have the same conditions and different actions|{'defaultAction': 'SCMP_ACT_KILL', 'syscalls': [{'names': ['read'], 'action': 'SCMP_ACT_ALLOW', 'args': [{'index': 0, 'value': 1, 'op': 'SCMP_CMP_EQ'}]}, {'names': ['read'], 'action': 'SCMP_ACT_LOG', 'args': [{'index': 0, 'value': 1, 'op': 'SCMP_CMP_EQ'}]}]}",
                "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV makes no sense without SCMP_ACT_NOTIFY|{'defaultAction': 'SCMP_ACT_KILL', 'flags': ['SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV']}",
                "SCMP_ACT_NOTIFY needs a listenerPath|{'defaultAction': 'SCMP_ACT_ALLOW', 'syscalls': [{'names': ['mkdir'], 'action': 'SCMP_ACT_NOTIFY'}]}",
                "SCMP_ACT_NOTIFY cannot be used as default action: nobody would be there yet to ask|{'defaultAction': 'SCMP_ACT_NOTIFY', 'listenerPath': '/x'}",
                "listenerMetadata makes no sense without listenerPath|{'defaultAction': 'SCMP_ACT_ALLOW', 'listenerMetadata': 'x'}",
                "SCMP_ACT_NOTIFY cannot be used for the write syscall: nobody would be there yet to ask|{'defaultAction': 'SCMP_ACT_ALLOW', 'listenerPath': '/x', 'syscalls': [{'names': ['write'], 'action': 'SCMP_ACT_NOTIFY'}]}",
                "a profile with SCMP_ACT_NOTIFY has to allow \"read\", which the hand-over to the listener takes|{'defaultAction': 'SCMP_ACT_ERRNO', 'listenerPath': '/x', 'syscalls': [{'names': ['write'], 'action': 'SCMP_ACT_ALLOW'}, {'names': ['mkdir'], 'action': 'SCMP_ACT_NOTIFY'}]}",
            })
    void refusesWhatMakesNoSense(String text, String json) {
        Seccomp profile = read(json);

        var refusal = assertThrows(InvalidArgumentException.class, () -> SeccompCompiler.compile(profile, Arch.X86_64));

        assertEquals("seccomp: " + text, refusal.text());
    }

    @Test
    void takesArchitecturesThatCannotOccurHereForWhatTheyAre() {
        Seccomp profile = read("{'defaultAction': 'SCMP_ACT_ALLOW', 'architectures': ['SCMP_ARCH_S390X']}");

        SeccompFilter filter = SeccompCompiler.compile(profile, Arch.X86_64);

        assertEquals(ALLOW, BpfInterpreter.run(filter.instructions(), Abi.X86_64, 0));
        assertEquals(Action.KILL_PROCESS.value(), BpfInterpreter.run(filter.instructions(), Abi.I386, 0));
    }

    @Test
    void hasTheFlagsOfTheProfile() {
        String notifying = "'listenerPath': '/x', 'syscalls': [{'names': ['mkdir'], 'action': 'SCMP_ACT_NOTIFY'}]";

        assertEquals(4, flags("'flags': null"), "as with runc");
        assertEquals(0, flags("'flags': []"));
        assertEquals(
                6,
                flags("'flags': ['SECCOMP_FILTER_FLAG_TSYNC', 'SECCOMP_FILTER_FLAG_LOG', "
                        + "'SECCOMP_FILTER_FLAG_SPEC_ALLOW']"));
        assertEquals(12, flags(notifying));
        assertEquals(40, flags("'flags': ['SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV'], " + notifying));
    }

    @Test
    void doesNotKillForACallThatATracerSkips() {
        Seccomp profile = read("{'defaultAction': 'SCMP_ACT_ERRNO', 'architectures': ['SCMP_ARCH_X86_64'],"
                + " 'syscalls': [{'names': ['write'], 'action': 'SCMP_ACT_ALLOW'}]}");

        SeccompFilter filter = SeccompCompiler.compile(profile, Arch.X86_64);

        assertEquals(EPERM, BpfInterpreter.run(filter.instructions(), Abi.X86_64, -1));
        assertEquals(
                Action.KILL_PROCESS.value(), BpfInterpreter.run(filter.instructions(), Abi.X86_64, Abi.X32_BIT | 1));
    }

    @Test
    void judgesMultiplexedCallsOfI386LikeTheirOtherForm() {
        Seccomp profile = read("{'defaultAction': 'SCMP_ACT_ERRNO', 'architectures': ['SCMP_ARCH_X86'],"
                + " 'syscalls': [{'names': ['bind', 'shmat', 'statx'], 'action': 'SCMP_ACT_ALLOW'},"
                + " {'names': ['socket'], 'action': 'SCMP_ACT_ALLOW',"
                + " 'args': [{'index': 0, 'value': 1, 'op': 'SCMP_CMP_EQ'}]}]}");
        int socketcall = SyscallTable.number(Abi.I386, "socketcall");
        int ipc = SyscallTable.number(Abi.I386, "ipc");

        SeccompFilter filter = SeccompCompiler.compile(profile, Arch.X86_64);

        // Bind is operation 2, socket 1: what family the latter is for is in memory, where no filter sees it.
        assertEquals(ALLOW, BpfInterpreter.run(filter.instructions(), Abi.I386, socketcall, 2));
        assertEquals(EPERM, BpfInterpreter.run(filter.instructions(), Abi.I386, socketcall, 1));
        assertEquals(ALLOW, BpfInterpreter.run(filter.instructions(), Abi.I386, ipc, 21));
        assertEquals(EPERM, BpfInterpreter.run(filter.instructions(), Abi.I386, ipc, 22));
    }

    private static long flags(String rest) {
        return SeccompCompiler.compile(read("{'defaultAction': 'SCMP_ACT_ALLOW', %s}".formatted(rest)), Arch.X86_64)
                .flags();
    }

    private static Seccomp read(String json) {
        Spec spec = SpecJson.read("{\"ociVersion\": \"1.2.0\", \"linux\": {\"seccomp\": %s}}"
                .formatted(json.replace('\'', '"'))
                .getBytes(UTF_8));
        return requireNonNull(requireNonNull(spec.linux()).seccomp());
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
