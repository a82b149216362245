package io.jdock.libcontainer.seccomp;

import io.jdock.oci.runtime.Seccomp;
import io.jdock.oci.runtime.SyscallArg;
import io.jdock.oci.runtime.SyscallRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a profile says about a call, read rule by rule in the plainest way. Only for profiles in which no two rules contradict each
 * other; what libseccomp's optimizer makes of overlapping conditions is sometimes less.
 */
final class Reading {

    private final Libseccomp libseccomp;
    private final Seccomp profile;
    private final Set<Abi> abis;

    Reading(Libseccomp libseccomp, Seccomp profile, Set<Abi> abis) {
        this.libseccomp = libseccomp;
        this.profile = profile;
        this.abis = abis;
    }

    /** The answer, without what runc adds for calls that are newer than the profile. */
    int answer(Abi caller, int number, long... arguments) {
        int byDefault =
                Action.named(profile.defaultAction(), profile.defaultErrnoRet()).value();
        Optional<Abi> abi = abiOf(caller, number);
        if (abi.isEmpty()) {
            return Action.KILL_PROCESS.value();
        }
        return profile.syscalls().stream()
                .filter(rule -> holds(rule, abi.get(), number, arguments))
                .mapToInt(rule -> Action.named(rule.action(), rule.errnoRet()).value())
                .filter(action -> action != byDefault)
                .findFirst()
                .orElse(byDefault);
    }

    private Optional<Abi> abiOf(Abi caller, int number) {
        if (caller.auditArch() == Abi.X86_64.auditArch()) {
            if (abis.contains(Abi.X32) && Integer.compareUnsigned(number, Abi.X32_BIT) >= 0) {
                return Optional.of(Abi.X32);
            }
            boolean own = Integer.compareUnsigned(number, Abi.X32_BIT) < 0 || number == -1;
            return Optional.of(Abi.X86_64).filter(_ -> own && abis.contains(Abi.X86_64));
        }
        return Optional.of(caller).filter(abis::contains);
    }

    private boolean holds(SyscallRule rule, Abi abi, int number, long[] arguments) {
        return rule.names().stream().anyMatch(name -> {
            int own = libseccomp.number(abi, name);
            if (own <= -100 && own >= -224) {
                return number == (own > -200 ? 102 : 117) && (int) arguments[0] == -own % 100
                        || isDirect(abi, name, number) && conditionsHold(rule.args(), abi, arguments);
            }
            return own >= 0 && own == number && conditionsHold(rule.args(), abi, arguments);
        });
    }

    /** Whether that is the number of its own of a call that i386 also has as part of another one. */
    private static boolean isDirect(Abi abi, String name, int number) {
        int own = SyscallTable.number(abi, name);
        return own >= 0 && own == number;
    }

    private static boolean conditionsHold(List<SyscallArg> args, Abi abi, long[] arguments) {
        boolean alternatives =
                args.stream().map(SyscallArg::index).collect(Collectors.toSet()).size() < args.size();
        return alternatives
                ? args.stream().anyMatch(arg -> holds(arg, abi, arguments))
                : args.stream().allMatch(arg -> holds(arg, abi, arguments));
    }

    private static boolean holds(SyscallArg arg, Abi abi, long[] arguments) {
        boolean wide = abi == Abi.X86_64 || abi == Abi.AARCH64;
        long all = wide ? -1 : 0xffffffffL;
        long given = arguments[arg.index()] & all;
        long value = arg.value() & all;
        int order = Long.compareUnsigned(given, value);
        return switch (arg.op()) {
            case "SCMP_CMP_EQ" -> order == 0;
            case "SCMP_CMP_NE" -> order != 0;
            case "SCMP_CMP_LT" -> order < 0;
            case "SCMP_CMP_LE" -> order <= 0;
            case "SCMP_CMP_GT" -> order > 0;
            case "SCMP_CMP_GE" -> order >= 0;
            default -> (given & value) == (arg.valueTwo() & value);
        };
    }
}
