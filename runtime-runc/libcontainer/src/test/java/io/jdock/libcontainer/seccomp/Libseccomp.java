package io.jdock.libcontainer.seccomp;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import io.jdock.linux.Fd;
import io.jdock.linux.Scratch;
import io.jdock.linux.StreamCalls;
import io.jdock.oci.runtime.Seccomp;
import io.jdock.oci.runtime.SyscallArg;
import io.jdock.oci.runtime.SyscallRule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The library that runc and crun compile their filters with, called the way runc does. */
final class Libseccomp {

    /** In the order of their numbers, from 1 on. */
    private static final List<String> OPERATORS = List.of(
            "SCMP_CMP_NE",
            "SCMP_CMP_LT",
            "SCMP_CMP_LE",
            "SCMP_CMP_EQ",
            "SCMP_CMP_GE",
            "SCMP_CMP_GT",
            "SCMP_CMP_MASKED_EQ");

    private static final int EEXIST = 17;
    private static final int CONDITION_SIZE = 24;
    private static final int LARGEST_PROGRAM = 4096 * 8;

    private final NativeLibrary library;
    private final Map<String, Integer> numbers = new HashMap<>();

    private Libseccomp(NativeLibrary library) {
        this.library = library;
    }

    static Optional<Libseccomp> load() {
        try {
            return Optional.of(new Libseccomp(NativeLibrary.getInstance("libseccomp.so.2")));
        } catch (UnsatisfiedLinkError absent) {
            return Optional.empty();
        }
    }

    /** {@code SCMP_ARCH_…}. */
    static int token(Abi abi) {
        return abi == Abi.X32 ? 0x4000003e : abi.auditArch();
    }

    /** The number of a call; negative for those that the architecture lacks or has as part of another call only. */
    int number(Abi abi, String name) {
        return numbers.computeIfAbsent(abi + name, _ -> call("seccomp_syscall_resolve_name_arch", token(abi), name));
    }

    /** Whether the library has heard of the call. */
    boolean knows(String name) {
        return call("seccomp_syscall_resolve_name", name) != -1;
    }

    /**
     * Compiles a profile.
     *
     * @return nothing if the library says that two rules contradict each other
     */
    Optional<List<Instruction>> compile(Seccomp profile, Set<Abi> abis) {
        int byDefault =
                Action.named(profile.defaultAction(), profile.defaultErrnoRet()).value();
        long context = function("seccomp_init").invokeLong(new Object[] {byDefault});
        try {
            addArchitectures(context, abis);
            for (SyscallRule rule : profile.syscalls()) {
                int action = Action.named(rule.action(), rule.errnoRet()).value();
                for (String name : rule.names()) {
                    if (action != byDefault && !add(context, name, action, rule.args())) {
                        return Optional.empty();
                    }
                }
            }
            return Optional.of(export(context));
        } finally {
            function("seccomp_release").invoke(new Object[] {context});
        }
    }

    private void addArchitectures(long context, Set<Abi> abis) {
        abis.stream()
                .filter(abi -> abi != Abi.X86_64)
                .forEach(abi -> require("add architecture " + abi, call("seccomp_arch_add", context, token(abi))));
        if (!abis.contains(Abi.X86_64)) {
            require("remove the native architecture", call("seccomp_arch_remove", context, token(Abi.X86_64)));
        }
    }

    private boolean add(long context, String name, int action, List<SyscallArg> args) {
        int number = call("seccomp_syscall_resolve_name", name);
        boolean alternatives =
                args.stream().map(SyscallArg::index).collect(Collectors.toSet()).size() < args.size();
        if (!alternatives) {
            return addRule(context, number, action, args);
        }
        for (SyscallArg arg : args) {
            if (!addRule(context, number, action, List.of(arg))) {
                return false;
            }
        }
        return true;
    }

    private boolean addRule(long context, int number, int action, List<SyscallArg> args) {
        ByteBuffer conditions =
                ByteBuffer.allocate(CONDITION_SIZE * args.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (SyscallArg arg : args) {
            conditions.putInt(arg.index()).putInt(OPERATORS.indexOf(arg.op()) + 1);
            conditions.putLong(arg.value()).putLong(arg.valueTwo());
        }
        try (var scratch = new Scratch()) {
            int result = call(
                    "seccomp_rule_add_array", context, action, number, args.size(), scratch.bytes(conditions.array()));
            if (result != -EEXIST) {
                require("add a rule", result);
            }
            return result == 0;
        }
    }

    private List<Instruction> export(long context) {
        try (Fd file = StreamCalls.memfd("filter")) {
            require("export the filter", call("seccomp_export_bpf", context, file.number()));
            byte[] bytes = new byte[LARGEST_PROGRAM];
            int length = StreamCalls.readAt(file, 0, bytes, bytes.length);
            ByteBuffer in = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
            List<Instruction> program = new ArrayList<>();
            while (in.hasRemaining()) {
                program.add(new Instruction(in.getShort() & 0xffff, in.get() & 0xff, in.get() & 0xff, in.getInt()));
            }
            return program;
        }
    }

    private int call(String function, Object... arguments) {
        return function(function).invokeInt(arguments);
    }

    private Function function(String name) {
        return library.getFunction(name);
    }

    private static void require(String what, int result) {
        if (result != 0) {
            throw new IllegalStateException("libseccomp: %s: %d".formatted(what, result));
        }
    }
}
