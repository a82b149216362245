package io.jdock.libcontainer.seccomp;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.linux.Arch;
import io.jdock.oci.runtime.Seccomp;
import java.util.ArrayList;
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

    /** Older kernels slow filtered processes down without it; as with runc it is the default. */
    private static final long SPEC_ALLOW = 1L << 2;

    private static final Map<Seccomp, SeccompFilter> COMPILED =
            Collections.synchronizedMap(new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Seccomp, SeccompFilter> eldest) {
                    return size() > KEPT;
                }
            });

    private SeccompCompiler() {}

    /**
     * The filter for this machine.
     *
     * @throws InvalidArgumentException for a name of an action, comparison, flag or architecture that does not exist
     * @throws NotImplementedException for user space notification
     */
    public static SeccompFilter compile(Seccomp profile) {
        return COMPILED.computeIfAbsent(profile, each -> compile(each, Arch.current()));
    }

    static SeccompFilter compile(Seccomp profile, Arch machine) {
        if (profile.listenerPath() != null) {
            throw new NotImplementedException("seccomp: listenerPath is not supported");
        }
        Set<Abi> abis = abisOf(profile, machine);
        List<Instruction> program = new ArrayList<>();
        program.add(Instruction.load(ARCH));
        for (Abi abi : abis) {
            if (abi != Abi.X32) {
                List<Instruction> section = section(abi, abis, profile);
                program.add(Instruction.ifEqual(abi.auditArch(), 1, 0));
                program.add(Instruction.jump(section.size()));
                program.addAll(section);
            }
        }
        // A convention that the profile does not know: nothing can be said about its calls.
        program.add(Instruction.answer(Action.KILL_PROCESS));
        if (program.size() > SeccompFilter.MOST_INSTRUCTIONS) {
            throw new InvalidArgumentException("seccomp: the profile takes %d instructions, the kernel allows %d"
                    .formatted(program.size(), SeccompFilter.MOST_INSTRUCTIONS));
        }
        return new SeccompFilter(program, flagsOf(profile));
    }

    /** The machine's own convention is always in, or nothing could run. */
    private static Set<Abi> abisOf(Seccomp profile, Arch machine) {
        Set<Abi> possible = switch (machine) {
            case X86_64 -> EnumSet.of(Abi.X86_64, Abi.X32, Abi.I386);
            case AARCH64 -> EnumSet.of(Abi.AARCH64, Abi.ARM);
        };
        Set<Abi> named = EnumSet.of(machine == Arch.X86_64 ? Abi.X86_64 : Abi.AARCH64);
        profile.architectures().forEach(name -> named.add(Abi.named(name)));
        named.retainAll(possible);
        return named;
    }

    private static List<Instruction> section(Abi abi, Set<Abi> abis, Seccomp profile) {
        List<AbiRules.Range> ranges = new ArrayList<>(new AbiRules(abi, profile).ranges());
        if (abi == Abi.X86_64) {
            ranges.removeIf(range -> range.first() >= Abi.X32_BIT);
            ranges.addAll(
                    abis.contains(Abi.X32)
                            ? new AbiRules(Abi.X32, profile).ranges()
                            : List.of(new AbiRules.Range(Abi.X32_BIT, Verdict.always(Action.KILL_PROCESS))));
        }
        List<Instruction> section = new ArrayList<>();
        section.add(Instruction.load(NR));
        section.addAll(DecisionTree.compile(ranges));
        return section;
    }

    private static long flagsOf(Seccomp profile) {
        long flags = 0;
        List<String> names = profile.flags();
        if (names == null) {
            return SPEC_ALLOW;
        }
        for (String flag : names) {
            flags |= switch (flag) {
                // One thread installs the filter, so there is nothing to synchronise.
                case "SECCOMP_FILTER_FLAG_TSYNC" -> 0;
                case "SECCOMP_FILTER_FLAG_LOG" -> 1L << 1;
                case "SECCOMP_FILTER_FLAG_SPEC_ALLOW" -> SPEC_ALLOW;
                default -> throw new InvalidArgumentException("seccomp: unknown flag \"%s\"".formatted(flag));
            };
        }
        return flags;
    }
}
