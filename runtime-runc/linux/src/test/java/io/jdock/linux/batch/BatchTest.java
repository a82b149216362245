package io.jdock.linux.batch;

import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.openat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.linux.Arch;
import io.jdock.linux.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchTest {

    private static final int ENTRY = 64;

    @Test
    void numbersDependOnTheArchitecture() {
        Batch batch = new Batch().add(close(Arg.fd(3)));

        assertEquals(3, entry(batch.encode(Arch.X86_64), 0).getLong(0));
        assertEquals(57, entry(batch.encode(Arch.AARCH64), 0).getLong(0));
    }

    @Test
    void replyCoversTheEntriesOnly() {
        Program program = new Batch().add(close(Arg.fd(3)), close(Arg.fd(4))).encode(Arch.X86_64);

        assertEquals(16 + 2 * ENTRY, program.replyLength());
        assertEquals(program.replyLength(), longAt(program, 0));
    }

    @Test
    void replyCoversTheBlocksThatAreAskedFor() {
        Block block = Block.longs(7).returned();
        Program program = new Batch()
                .add(Step.of("read", Syscall.READ, Arg.fd(0), block, Arg.of(8)))
                .encode(Arch.X86_64);

        byte[] reply = new byte[program.replyLength()];
        System.arraycopy(program.bytes(), 0, reply, 0, reply.length);

        assertArrayEquals(
                new byte[] {7, 0, 0, 0, 0, 0, 0, 0}, program.reply(reply).content(block));
    }

    @Test
    void pointersLeadToTheirTexts() {
        Program program = new Batch()
                .add(ProcessSteps.execve("/bin/sh", List.of("sh", "-c"), List.of()))
                .encode(Arch.X86_64);

        ByteBuffer entry = entry(program, 0);
        assertEquals("/bin/sh", textAt(program, entry.getLong(8)));
        assertEquals("sh", textAt(program, longAt(program, offset(entry.getLong(16)))));
        assertEquals("-c", textAt(program, longAt(program, offset(entry.getLong(16)) + 8)));
        assertEquals(0, longAt(program, offset(entry.getLong(16)) + 16));
        assertEquals(0, longAt(program, offset(entry.getLong(24))));
    }

    @Test
    void stepsShareABlock() {
        Block shared = Block.zeroed(16);
        Program program = new Batch()
                .add(Step.of("fill", Syscall.READ, Arg.fd(0), shared, Arg.of(16)))
                .add(Step.of("use", Syscall.WRITE, Arg.fd(1), shared.at(8), Arg.of(8)))
                .encode(Arch.X86_64);

        assertEquals(entry(program, 0).getLong(16) + 8, entry(program, 1).getLong(16));
    }

    @Test
    void slotsArePassedByAddressAndFlag() {
        Slot file = new Slot(2, "file");
        Program program = new Batch()
                .add(openat(CWD, "/", 0, 0).into(file).tolerant(), close(file))
                .encode(Arch.X86_64);

        long address = 0x44f000 + 16;
        assertEquals(address << 8, entry(program, 0).getLong(56), "stored there, not stopping on error");
        assertEquals(address, entry(program, 1).getLong(8));
        assertEquals(1 | 8, entry(program, 1).getLong(56), "first argument by address");
    }

    @Test
    void labelIsTheAddressOfTheNextEntry() {
        Label label = new Label("parent");
        Program program = new Batch()
                .add(ProcessSteps.cloneProcess(0, Arg.NONE).parent(new Step.Fork.ParentBranches(label)))
                .reply()
                .mark(label)
                .add(ProcessSteps.exit(0))
                .encode(Arch.X86_64);

        assertEquals(0x410000 + 16 + 2 * ENTRY, entry(program, 0).getLong(48));
        assertEquals(-1, entry(program, 1).getLong(0));
    }

    @Test
    void refusesWhatCannotBeEncoded() {
        Label nowhere = new Label("nowhere");
        Step clone = ProcessSteps.cloneProcess(0, Arg.NONE).parent(new Step.Fork.ParentBranches(nowhere));

        assertThrows(
                IllegalArgumentException.class, () -> new Batch().add(clone).encode());
        assertThrows(IllegalArgumentException.class, () -> Arg.text("a\0b"));
        assertThrows(IllegalArgumentException.class, () -> new Slot(512, "one too many"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Batch().add(FileSteps.chdir("x".repeat(300_000))).encode());
    }

    @Test
    void batchesOfTheSameStepsAreEqualLists() {
        assertEquals(
                new Batch().add(FileSteps.chdir("/a"), FileSteps.umask(022)).steps(),
                List.of(FileSteps.chdir("/a"), FileSteps.umask(022)));
        assertTrue(FileSteps.chdir("/a").name().contains("/a"));
    }

    private static ByteBuffer entry(Program program, int index) {
        return ByteBuffer.wrap(program.bytes(), 16 + ENTRY * index, ENTRY)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int offset(long address) {
        return (int) (address - 0x410000);
    }

    private static long longAt(Program program, int offset) {
        return ByteBuffer.wrap(program.bytes()).order(ByteOrder.LITTLE_ENDIAN).getLong(offset);
    }

    private static String textAt(Program program, long address) {
        int start = offset(address);
        int end = start;
        while (program.bytes()[end] != 0) {
            end++;
        }
        return new String(program.bytes(), start, end - start);
    }
}
