package io.jdock.linux.trampoline;

import io.jdock.linux.Arch;
import io.jdock.linux.FcntlCommands;
import io.jdock.linux.Fd;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The trampoline as an executable: an ELF file of two headers and about 230 bytes of code.
 *
 * <p>It lives in a sealed file in memory. Nothing on disk can be replaced, and what {@code /proc/PID/exe} of a container's
 * first process leads to before its exec can be neither changed nor used for anything.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/elf.5.html">elf(5)</a>
 */
final class Image {

    private static final int ELF_HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int HEADERS = ELF_HEADER + 2 * PROGRAM_HEADER;
    private static final long CODE_AT = 0x400000;
    private static final long BUFFER_AT = 0x410000;
    private static final long BUFFER_SIZE = 0x40000;
    /** aarch64 kernels may have pages of 64 KiB. */
    private static final long ALIGNMENT = 0x10000;

    private static final int ET_EXEC = 2;
    private static final int PT_LOAD = 1;
    private static final int PF_X = 1;
    private static final int PF_W = 2;
    private static final int PF_R = 4;

    private Image() {}

    /** The sealed file. Kept for the life of the process: every spawn uses it. */
    static Fd sealed() {
        return Sealed.FILE;
    }

    /** The whole executable. */
    static byte[] elf(Arch arch) {
        byte[] code = MachineCode.of(arch);
        ByteBuffer elf = ByteBuffer.allocate(HEADERS + code.length).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        elf.putShort((short) ET_EXEC).putShort((short) arch.elfMachine()).putInt(1);
        elf.putLong(CODE_AT + HEADERS).putLong(ELF_HEADER).putLong(0).putInt(0);
        elf.putShort((short) ELF_HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 2);
        elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        putSegment(elf, PF_R | PF_X, CODE_AT, HEADERS + code.length, HEADERS + code.length);
        putSegment(elf, PF_R | PF_W, BUFFER_AT, 0, BUFFER_SIZE);
        return elf.put(code).array();
    }

    private static void putSegment(ByteBuffer elf, int flags, long address, long fileSize, long memorySize) {
        elf.putInt(PT_LOAD).putInt(flags).putLong(0).putLong(address).putLong(address);
        elf.putLong(fileSize).putLong(memorySize).putLong(ALIGNMENT);
    }

    private static final class Sealed {
        static final Fd FILE = make();

        private static Fd make() {
            byte[] elf = elf(Arch.current());
            Fd file = StreamCalls.memfd("trampoline");
            StreamCalls.write(file, elf, 0, elf.length);
            Syscalls.call(
                    "seal the trampoline",
                    Syscall.FCNTL,
                    file.number(),
                    FcntlCommands.ADD_SEALS,
                    FcntlCommands.ALL_SEALS);
            return file;
        }
    }
}
