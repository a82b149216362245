package io.jdock.libcontainer.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Arch;
import io.jdock.oci.runtime.DefaultSeccomp;
import io.jdock.oci.runtime.Seccomp;
import io.jdock.oci.runtime.SyscallRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Our filters answer as those that runc makes of the same profile with libseccomp.
 *
 * <p>For a few seconds; {@code -Djdock.fuzz.seconds=3600} goes on for an hour, {@code -Djdock.fuzz.seed} repeats what failed.
 */
final class LibseccompTest {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("jdock.fuzz.seconds", 2));
    private static final int CALLS_PER_PROFILE = 300;

    /** Beside the rules for what they stand for, rules for these would contradict them. */
    private static final Set<String> MULTIPLEXERS = Set.of("socketcall", "ipc");

    private Libseccomp libseccomp;

    @BeforeEach
    void loadLibrary() {
        Optional<Libseccomp> library = Libseccomp.load();
        assumeTrue(library.isPresent(), "needs libseccomp.so.2");
        assumeTrue(Arch.current() == Arch.X86_64, "needs an x86-64 host");
        libseccomp = library.orElseThrow();
    }

    @Test
    void knowsTheNumbersThatLibseccompKnows() {
        List<String> differences = new ArrayList<>();
        for (String name : SyscallTable.names()) {
            for (Abi abi : Abi.values()) {
                int theirs = libseccomp.number(abi, name);
                int ours = SyscallTable.number(abi, name);
                boolean multiplexed = abi == Abi.I386 && Multiplexed.find(name) != null;
                // A negative one is of a call that this version of the library does not know there.
                if (theirs >= 0 && theirs != ours && !multiplexed) {
                    differences.add("%s %s: %d, not %d".formatted(abi, name, theirs, ours));
                }
            }
        }

        assertEquals(List.of(), differences);
    }

    @Test
    void answersToDockersProfileAsRunc() {
        Set<Abi> abis = abisOf(Arch.X86_64);
        for (Set<String> capabilities : List.of(Set.<String>of(), Set.of("CAP_SYS_ADMIN", "CAP_SYS_PTRACE"))) {
            Trial trial = new Trial(knownPartOf(DefaultSeccomp.forCapabilities(capabilities)), abis, Arch.X86_64, true);
            Random random = new Random(1);
            for (Abi abi : abis) {
                for (int number = 0; number < 600; number++) {
                    int full = abi == Abi.X32 ? number | Abi.X32_BIT : number;
                    Call call = new Call(abi, full, new long[] {random.nextInt(64), 0, 0, 0, 0, 0});
                    trial.requireSame(
                            call, trial.answer(call), trial.runcs(call).orElseThrow());
                }
            }
        }
    }

    @Test
    void answersToPlainProfilesAsTheyReadAndAsRunc() {
        forAWhile(RandomProfile.Kind.PLAIN, (trial, call) -> {
            int answer = trial.answer(call);
            trial.requireSame(call, answer, trial.reading(call));
            trial.runcs(call).ifPresent(runcs -> trial.requireSame(call, answer, runcs));
        });
    }

    @Test
    void decidesBetweenContradictoryRulesAsRunc() {
        forAWhile(
                RandomProfile.Kind.EQUALITIES,
                (trial, call) ->
                        trial.runcs(call).ifPresent(runcs -> trial.requireSame(call, trial.answer(call), runcs)));
    }

    /** What libseccomp makes of such profiles is sometimes less than what they say, and sometimes it never comes back. */
    @Test
    void answersToTangledProfilesAsTheyRead() {
        forAWhile(
                RandomProfile.Kind.TANGLED,
                (trial, call) -> trial.requireSame(call, trial.answer(call), trial.reading(call)));
    }

    /** A profile as we, runc and a reader understand it. */
    private final class Trial {

        private final Seccomp profile;
        private final SeccompFilter ours;
        private final Optional<List<Instruction>> theirs;
        private final RuncStub stub;
        private final Reading reading;

        Trial(Seccomp profile, Set<Abi> abis, Arch machine, boolean comparable) {
            this.profile = profile;
            this.ours = SeccompCompiler.compile(profile, machine);
            // For calls that a convention lacks, libseccomp 2.5 sometimes forgets to load the number for the next one.
            boolean allThere = profile.syscalls().stream()
                    .flatMap(rule -> rule.names().stream())
                    .allMatch(name -> isOnAll(abis, name));
            this.theirs = allThere && comparable ? libseccomp.compile(profile, abis) : Optional.empty();
            this.stub = new RuncStub(libseccomp, profile, abis);
            this.reading = new Reading(libseccomp, profile, abis);
        }

        int answer(Call call) {
            return BpfInterpreter.run(ours.instructions(), call.abi(), call.number(), call.arguments());
        }

        /** Nothing if libseccomp cannot compile the profile. */
        Optional<Integer> runcs(Call call) {
            return theirs.map(filter -> stub.answers(call.abi(), call.number())
                    ? Action.NO_SUCH_CALL.value()
                    : BpfInterpreter.run(filter, call.abi(), call.number(), call.arguments()));
        }

        int reading(Call call) {
            return stub.answers(call.abi(), call.number())
                    ? Action.NO_SUCH_CALL.value()
                    : reading.answer(call.abi(), call.number(), call.arguments());
        }

        void requireSame(Call call, int answer, int expected) {
            assertTrue(same(expected, answer), () -> "expected %x: %s".formatted(expected, call.text(profile, answer)));
        }
    }

    /** One call of a program. */
    private record Call(Abi abi, int number, long[] arguments) {

        static Call random(Random random, RandomProfile made, Set<Abi> abis) {
            List<Abi> likely = random.nextInt(10) == 0 ? List.of(Abi.values()) : List.copyOf(abis);
            Abi abi = likely.get(random.nextInt(likely.size()));
            return new Call(abi, made.number(abi), made.arguments());
        }

        String text(Seccomp profile, int answer) {
            return "%s %d %s -> %x: %s".formatted(abi, number, Arrays.toString(arguments), answer, profile);
        }
    }

    private interface Check {
        void check(Trial trial, Call call);
    }

    private void forAWhile(RandomProfile.Kind kind, Check check) {
        List<String> names = commonNames();
        long end = System.nanoTime() + TIME.toNanos();
        long seed = Long.getLong("jdock.fuzz.seed", System.nanoTime());
        do {
            Random random = new Random(seed);
            Arch machine = random.nextInt(4) == 0 ? Arch.AARCH64 : Arch.X86_64;
            Set<Abi> abis = abisOf(machine);
            abis.removeIf(abi -> abi != Abi.X86_64 && abi != Abi.AARCH64 && random.nextBoolean());
            List<String> chosen = random.nextInt(4) == 0
                    ? names
                    : names.stream().filter(name -> isOnAll(abis, name)).toList();
            RandomProfile made = new RandomProfile(random, chosen, abis, kind);
            try {
                tryOut(made, kind, abis, machine, random, check);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("jdock.fuzz.seed=%d: %s".formatted(seed, made.profile()), e);
            }
            seed++;
        } while (System.nanoTime() < end);
    }

    private void tryOut(
            RandomProfile made, RandomProfile.Kind kind, Set<Abi> abis, Arch machine, Random random, Check check) {
        Trial trial;
        try {
            trial = new Trial(made.profile(), abis, machine, kind != RandomProfile.Kind.TANGLED);
        } catch (InvalidArgumentException contradiction) {
            assertTrue(contradiction.text().contains("different actions"), contradiction.text());
            return;
        }
        for (int i = 0; i < CALLS_PER_PROFILE; i++) {
            check.check(trial, Call.random(random, made, abis));
        }
    }

    private static boolean isOnAll(Set<Abi> abis, String name) {
        return abis.stream().allMatch(abi -> SyscallTable.number(abi, name) >= 0);
    }

    private static Set<Abi> abisOf(Arch machine) {
        return machine == Arch.X86_64 ? EnumSet.of(Abi.X86_64, Abi.X32, Abi.I386) : EnumSet.of(Abi.AARCH64, Abi.ARM);
    }

    private List<String> commonNames() {
        return SyscallTable.names().stream()
                .filter(name -> !MULTIPLEXERS.contains(name))
                .filter(this::sameEverywhere)
                .sorted()
                .toList();
    }

    /** The library may be older than a call. */
    private boolean sameEverywhere(String name) {
        return libseccomp.knows(name)
                && Arrays.stream(Abi.values())
                        .allMatch(abi -> abi == Abi.I386 && Multiplexed.find(name) != null
                                || Math.max(libseccomp.number(abi, name), -1) == SyscallTable.number(abi, name));
    }

    private Seccomp knownPartOf(Seccomp profile) {
        return new Seccomp(
                profile.defaultAction(),
                profile.defaultErrnoRet(),
                profile.architectures(),
                profile.flags(),
                null,
                null,
                profile.syscalls().stream()
                        .map(rule -> new SyscallRule(
                                rule.names().stream()
                                        .filter(this::sameEverywhere)
                                        .filter(name -> isOnAll(abisOf(Arch.X86_64), name))
                                        .toList(),
                                rule.action(),
                                rule.errnoRet(),
                                rule.args()))
                        .toList());
    }

    /** Of a convention that the profile does not know libseccomp kills the thread, we the process. */
    private static boolean same(int some, int other) {
        return some == other || isKill(some) && isKill(other);
    }

    private static boolean isKill(int answer) {
        return answer == Action.KILL_THREAD.value() || answer == Action.KILL_PROCESS.value();
    }
}
