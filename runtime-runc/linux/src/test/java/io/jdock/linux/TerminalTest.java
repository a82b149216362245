package io.jdock.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TerminalTest {

    private Fd master;
    private Fd terminal;

    @BeforeEach
    void openTerminal() {
        master = FileCalls.open(At.FDCWD, "/dev/ptmx", OpenFlags.RDWR | OpenFlags.NOCTTY, 0);
        try (var scratch = new Scratch()) {
            Syscalls.call("unlock", Syscall.IOCTL, master.number(), Terminal.TIOCSPTLCK, scratch.ints(0));
        }
        terminal = Fd.owning(Syscalls.call(
                "open peer", Syscall.IOCTL, master.number(), Terminal.TIOCGPTPEER, OpenFlags.RDWR | OpenFlags.NOCTTY));
    }

    @AfterEach
    void closeTerminal() {
        terminal.close();
        master.close();
    }

    @Test
    void knowsATerminal() {
        assertTrue(Terminal.isTerminal(terminal.number()));
        try (Fd file = FileCalls.open(At.FDCWD, "/dev/null", OpenFlags.RDWR, 0)) {
            assertFalse(Terminal.isTerminal(file.number()));
        }
    }

    @Test
    void rawTerminalPassesKeysAtOnceAndWithoutEcho() {
        Terminal.Settings before = Terminal.makeRaw(terminal.number());
        // Ctrl-C, which would be a signal, and no newline.
        StreamCalls.write(master, new byte[] {3, 'a'}, 0, 2);

        assertEquals("\003a", new String(StreamCalls.read(terminal, 10), UTF_8));

        Terminal.restore(terminal.number(), before);
        StreamCalls.write(master, "b\n".getBytes(UTF_8), 0, 2);
        assertEquals("b\r\n", new String(StreamCalls.read(master, 10), UTF_8), "echo is back");
    }

    @Test
    void typesUnseenUntilItIsRestored() {
        Terminal.Settings before = Terminal.stopEcho(terminal.number());
        StreamCalls.write(master, "secret\n".getBytes(UTF_8), 0, 7);

        assertEquals("secret\n", new String(StreamCalls.read(terminal, 10), UTF_8));

        Terminal.restore(terminal.number(), before);
        StreamCalls.write(master, "b\n".getBytes(UTF_8), 0, 2);
        assertEquals("b\r\n", new String(StreamCalls.read(master, 10), UTF_8), "the secret was not shown");
    }

    @Test
    void tellsAndChangesTheSize() {
        Terminal.resize(terminal.number(), new Terminal.Size(43, 132));

        assertEquals(new Terminal.Size(43, 132), Terminal.size(master.number()));
    }
}
