package io.jdock.libcontainer.cgroups;

import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Scratch;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Device access under cgroup version 2, which has no files for it: a program that the kernel asks on every open and mknod.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/bpf.2.html">bpf(2)</a>
 */
final class DeviceProgram {

    private static final int PROG_LOAD = 5;
    private static final int PROG_ATTACH = 8;
    private static final int PROG_DETACH = 9;
    private static final int PROG_GET_FD_BY_ID = 13;
    private static final int PROG_QUERY = 16;
    private static final int PROG_TYPE_CGROUP_DEVICE = 15;
    private static final int ATTACH_CGROUP_DEVICE = 6;
    /** Programs of our own parent cgroups stay in force as well. */
    private static final int ALLOW_MULTI = 2;

    /** Swaps one program for another. */
    private static final int REPLACE = 4;

    private static final int ATTRIBUTES = 128;
    private static final int MOST_ATTACHED = 64;
    private static final int LOG_SIZE = 64 * 1024;

    /** {@code struct bpf_cgroup_dev_ctx}: access in the upper and type in the lower half of the first word. */
    private static final int ACCESS_TYPE = 0;

    private static final int MAJOR = 4;
    private static final int MINOR = 8;

    private static final int BLOCK = 1;
    private static final int CHAR = 2;

    private static final int ANSWER = 0;
    private static final int CONTEXT = 1;
    private static final int TYPE = 2;
    private static final int ACCESS = 3;
    private static final int MAJOR_NUMBER = 4;
    private static final int MINOR_NUMBER = 5;
    private static final int SCRATCH = 6;

    private DeviceProgram() {}

    /** Puts rules in force in place of those that are; at no moment are there none. */
    static void apply(Path cgroup, DeviceAccess access) {
        try (Fd directory = open(cgroup);
                Fd program = load(compile(access))) {
            List<Integer> before = attached(directory);
            if (before.size() == 1) {
                exchange(directory, program, before.getFirst());
            } else {
                attach(directory, program, ALLOW_MULTI, 0);
                before.forEach(id -> detach(directory, id));
            }
        } catch (ErrnoException e) {
            // There nobody may load a program, and nobody may make device nodes either.
            if (!e.is(Errno.EPERM) || !OwnUserNamespace.isNested()) {
                throw e;
            }
        }
    }

    /** The rules as a program that answers 1 to allow; the last rule that covers the whole access decides. */
    static List<BpfInstruction> compile(DeviceAccess access) {
        List<BpfInstruction> all = new ArrayList<>();
        all.add(BpfInstruction.load(TYPE, CONTEXT, ACCESS_TYPE));
        all.add(BpfInstruction.copy(ACCESS, TYPE));
        all.add(BpfInstruction.and(TYPE, 0xffff));
        all.add(BpfInstruction.shiftRight(ACCESS, 16));
        all.add(BpfInstruction.load(MAJOR_NUMBER, CONTEXT, MAJOR));
        all.add(BpfInstruction.load(MINOR_NUMBER, CONTEXT, MINOR));
        for (DeviceAccess.Rule rule : access.rules().reversed()) {
            all.addAll(compile(rule));
            if (rule.coversEverything()) {
                // The kernel refuses a program with instructions that are never reached.
                return all;
            }
        }
        all.add(BpfInstruction.set(ANSWER, 0));
        all.add(BpfInstruction.exit());
        return all;
    }

    private static List<BpfInstruction> compile(DeviceAccess.Rule rule) {
        List<BpfInstruction> tests = new ArrayList<>();
        // Each distance is filled in below, when it is known how much there is to skip.
        if (rule.type() != 'a') {
            tests.add(BpfInstruction.jumpUnlessEqual(TYPE, rule.type() == 'b' ? BLOCK : CHAR, 0));
        }
        if (accessBits(rule) != 7) {
            tests.add(BpfInstruction.copy(SCRATCH, ACCESS));
            tests.add(BpfInstruction.and(SCRATCH, accessBits(rule)));
            // An allowing rule must cover all that is asked; a denying one is hit by any part of it.
            tests.add(
                    rule.allow()
                            ? BpfInstruction.jumpUnlessSame(SCRATCH, ACCESS, 0)
                            : BpfInstruction.jumpUnlessEqual(SCRATCH, 0, 1));
            if (!rule.allow()) {
                tests.add(new BpfInstruction(0x05, 0, 0, 0, 0));
            }
        }
        if (rule.major() != null) {
            tests.add(BpfInstruction.jumpUnlessEqual(MAJOR_NUMBER, rule.major().intValue(), 0));
        }
        if (rule.minor() != null) {
            tests.add(BpfInstruction.jumpUnlessEqual(MINOR_NUMBER, rule.minor().intValue(), 0));
        }
        List<BpfInstruction> all = new ArrayList<>(tests.size() + 2);
        for (int i = 0; i < tests.size(); i++) {
            all.add(towardsEnd(tests.get(i), tests.size() - i + 1));
        }
        all.add(BpfInstruction.set(ANSWER, rule.allow() ? 1 : 0));
        all.add(BpfInstruction.exit());
        return all;
    }

    private static BpfInstruction towardsEnd(BpfInstruction test, int distance) {
        boolean jump = (test.code() & 7) >= 5 && test.offset() == 0;
        return jump ? new BpfInstruction(test.code(), test.target(), test.source(), distance, test.immediate()) : test;
    }

    private static int accessBits(DeviceAccess.Rule rule) {
        int bits = 0;
        for (char c : rule.access().toCharArray()) {
            bits |= switch (c) {
                case 'm' -> 1;
                case 'r' -> 2;
                default -> 4;
            };
        }
        return bits;
    }

    private static Fd open(Path cgroup) {
        return FileCalls.open(At.FDCWD, cgroup.toString(), OpenFlags.RDONLY | OpenFlags.DIRECTORY, 0);
    }

    private static Fd load(List<BpfInstruction> instructions) {
        ByteBuffer code =
                ByteBuffer.allocate(BpfInstruction.SIZE * instructions.size()).order(ByteOrder.LITTLE_ENDIAN);
        instructions.forEach(each -> each.writeTo(code));
        try (var scratch = new Scratch()) {
            long log = scratch.zeroed(LOG_SIZE);
            ByteBuffer attributes = attributes()
                    .putInt(0, PROG_TYPE_CGROUP_DEVICE)
                    .putInt(4, instructions.size())
                    .putLong(8, scratch.bytes(code.array()))
                    .putLong(16, scratch.text("Apache"));
            long result = bpf(scratch, PROG_LOAD, attributes);
            if (result < 0) {
                // Asked again with a log, which costs too much to ask for every time.
                attributes.putInt(24, 1).putInt(28, LOG_SIZE).putLong(32, log);
                result = bpf(scratch, PROG_LOAD, attributes);
            }
            if (result < 0) {
                String why = new String(Scratch.read(log, LOG_SIZE), StandardCharsets.US_ASCII).split("\0", 2)[0];
                throw new ErrnoException("load the device program (%s)".formatted(why.strip()), Errno.of(-result));
            }
            return Fd.owning(result);
        }
    }

    private static void exchange(Fd directory, Fd program, int id) {
        try (Fd old = byId(id)) {
            attach(directory, program, ALLOW_MULTI | REPLACE, old.number());
        }
    }

    private static void attach(Fd directory, Fd program, int flags, int replaced) {
        try (var scratch = new Scratch()) {
            ByteBuffer attributes = attributes()
                    .putInt(0, directory.number())
                    .putInt(4, program.number())
                    .putInt(8, ATTACH_CGROUP_DEVICE)
                    .putInt(12, flags)
                    .putInt(16, replaced);
            Syscalls.require("attach the device program", bpf(scratch, PROG_ATTACH, attributes));
        }
    }

    private static List<Integer> attached(Fd directory) {
        try (var scratch = new Scratch()) {
            long ids = scratch.zeroed(4 * MOST_ATTACHED);
            ByteBuffer query = attributes()
                    .putInt(0, directory.number())
                    .putInt(4, ATTACH_CGROUP_DEVICE)
                    .putLong(16, ids)
                    .putInt(24, MOST_ATTACHED);
            long address = scratch.bytes(query.array());
            Syscalls.call("list the device programs", Syscall.BPF, PROG_QUERY, address, ATTRIBUTES);
            int count = Scratch.readInt(address + 24);
            List<Integer> programs = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                programs.add(Scratch.readInt(ids + 4L * i));
            }
            return programs;
        }
    }

    private static void detach(Fd directory, int id) {
        try (var scratch = new Scratch();
                Fd program = byId(id)) {
            ByteBuffer attributes = attributes()
                    .putInt(0, directory.number())
                    .putInt(4, program.number())
                    .putInt(8, ATTACH_CGROUP_DEVICE);
            Syscalls.require("detach device program " + id, bpf(scratch, PROG_DETACH, attributes));
        }
    }

    private static Fd byId(int id) {
        try (var scratch = new Scratch()) {
            return Fd.owning(Syscalls.require(
                    "open device program " + id,
                    bpf(scratch, PROG_GET_FD_BY_ID, attributes().putInt(0, id))));
        }
    }

    /** A zeroed {@code union bpf_attr}. */
    private static ByteBuffer attributes() {
        return ByteBuffer.allocate(ATTRIBUTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long bpf(Scratch scratch, int command, ByteBuffer attributes) {
        return Syscalls.attempt(Syscall.BPF, command, scratch.bytes(attributes.array()), ATTRIBUTES);
    }
}
