package io.jdock.libcontainer.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Runs a filter as the kernel would, on the {@code struct seccomp_data} of one call. */
final class BpfInterpreter {

    private BpfInterpreter() {}

    /** The filter's answer. */
    static int run(List<Instruction> program, Abi abi, long number, long... arguments) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(0, (int) number).putInt(4, abi.auditArch());
        for (int i = 0; i < arguments.length; i++) {
            data.putLong(16 + 8 * i, arguments[i]);
        }
        int accumulator = 0;
        for (int at = 0; ; at++) {
            Instruction each = program.get(at);
            switch (each.code()) {
                case 0x20 -> accumulator = data.getInt(each.k());
                case 0x54 -> accumulator &= each.k();
                case 0x05 -> at += each.k();
                case 0x15 -> at += accumulator == each.k() ? each.ifTrue() : each.ifFalse();
                case 0x25 -> at += Integer.compareUnsigned(accumulator, each.k()) > 0 ? each.ifTrue() : each.ifFalse();
                case 0x35 -> at += Integer.compareUnsigned(accumulator, each.k()) >= 0 ? each.ifTrue() : each.ifFalse();
                case 0x06 -> {
                    return each.k();
                }
                default -> throw new IllegalStateException("instruction 0x%x".formatted(each.code()));
            }
        }
    }
}
