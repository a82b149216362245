package io.jdock.libcontainer.seccomp;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Arch;
import io.jdock.oci.runtime.Seccomp;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compiles the seccomp section of a runtime spec.
 *
 * <p>A profile of 400 names takes about a millisecond, so the last few are kept: nearly all containers of a machine use the same
 * ones. Safe for use by several threads.
 */
public final class SeccompCompiler {

    private static final int KEPT = 16;

    /** Offsets in {@code struct seccomp_data}. */
    private static final int NR = 0;

    private static final int ARCH = 4;

    /** Architectures that a spec may name and that cannot occur on a machine that we run on. */
    private static final Set<String> ELSEWHERE = Set.of(
            "SCMP_ARCH_MIPS",
            "SCMP_ARCH_MIPS64",
            "SCMP_ARCH_MIPS64N32",
            "SCMP_ARCH_MIPSEL",
            "SCMP_ARCH_MIPSEL64",
            "SCMP_ARCH_MIPSEL64N32",
            "SCMP_ARCH_PPC",
            "SCMP_ARCH_PPC64",
            "SCMP_ARCH_PPC64LE",
            "SCMP_ARCH_S390",
            "SCMP_ARCH_S390X",
            "SCMP_ARCH_PARISC",
            "SCMP_ARCH_PARISC64",
            "SCMP_ARCH_RISCV64",
            "SCMP_ARCH_LOONGARCH64",
            "SCMP_ARCH_M68K",
            "SCMP_ARCH_SH",
            "SCMP_ARCH_SHEB");

    private static final Map<ProfileKey, SeccompFilter> COMPILED =
            Collections.synchronizedMap(new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ProfileKey, SeccompFilter> eldest) {
                    return size() > KEPT;
                }
            });

    private SeccompCompiler() {}

    /**
     * The filter for this machine.
     *
     * @throws InvalidArgumentException for a name of an action, comparison, flag or architecture that does not exist, and for
     *     rules that contradict each other
     */
    public static SeccompFilter compile(Seccomp profile) {
        return COMPILED.computeIfAbsent(new ProfileKey(profile), key -> compile(key.profile(), Arch.current()));
    }

    static SeccompFilter compile(Seccomp profile, Arch machine) {
        Abi own = machine == Arch.X86_64 ? Abi.X86_64 : Abi.AARCH64;
        List<Abi> abis = abisOf(profile, own);
        Action byDefault = Action.named(profile.defaultAction(), profile.defaultErrnoRet());
        List<ResolvedRule> rules = ResolvedRule.all(profile);
        Code code = new Code();
        // A convention that the profile does not know: nothing can be said about its calls.
        code.prepend(Instruction.answer(Action.KILL_PROCESS));
        for (Abi abi : abis.reversed()) {
            if (abi != Abi.X32) {
                prependSection(code, abi, ranges(abi, abis, byDefault, rules));
            }
        }
        code.prepend(Instruction.load(ARCH));
        if (code.size() > SeccompFilter.MOST_INSTRUCTIONS) {
            throw new InvalidArgumentException("seccomp: the profile takes %d instructions, the kernel allows %d"
                    .formatted(code.size(), SeccompFilter.MOST_INSTRUCTIONS));
        }
        var listener = Notification.listener(profile, () -> new AbiRules(own, byDefault, rules));
        return new SeccompFilter(code.program(), FilterFlags.of(profile, listener.isPresent()), listener);
    }

    /** The machine's own convention is always in, or nothing could run. */
    private static List<Abi> abisOf(Seccomp profile, Abi own) {
        Set<Abi> possible =
                own == Abi.X86_64 ? EnumSet.of(Abi.X86_64, Abi.X32, Abi.I386) : EnumSet.of(Abi.AARCH64, Abi.ARM);
        Set<Abi> named = EnumSet.of(own);
        for (String name : profile.architectures()) {
            Abi.named(name).ifPresentOrElse(named::add, () -> {
                if (!ELSEWHERE.contains(name)) {
                    throw new InvalidArgumentException("seccomp: unknown architecture \"%s\"".formatted(name));
                }
            });
        }
        named.retainAll(possible);
        return List.copyOf(named);
    }

    private static Ranges ranges(Abi abi, List<Abi> abis, Action byDefault, List<ResolvedRule> rules) {
        AbiRules own = new AbiRules(abi, byDefault, rules);
        if (abi != Abi.X86_64) {
            return own.ranges();
        }
        return abis.contains(Abi.X32)
                ? X86Ranges.together(own, new AbiRules(Abi.X32, byDefault, rules))
                : X86Ranges.alone(own);
    }

    private static void prependSection(Code code, Abi abi, Ranges ranges) {
        int next = code.size();
        DecisionTree.prependTo(code, ranges.list());
        code.prepend(Instruction.load(NR));
        code.prepend(Instruction.jump(code.distanceTo(next)));
        code.prepend(Instruction.ifEqual(abi.auditArch(), 1, 0));
    }
}
