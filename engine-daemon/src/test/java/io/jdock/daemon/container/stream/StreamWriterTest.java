package io.jdock.daemon.container.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamWriterTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void putsAHeaderBeforeEachPiece() throws IOException {
        StreamWriter writer = new StreamWriter(out, true);
        writer.write(StreamKind.STDOUT, new byte[] {'a', 'b'}, 0, 2);
        writer.write(StreamKind.STDERR, new byte[] {'x', 'c'}, 1, 1);
        writer.flush();

        assertArrayEquals(
                new byte[] {1, 0, 0, 0, 0, 0, 0, 2, 'a', 'b', 2, 0, 0, 0, 0, 0, 0, 1, 'c'}, out.toByteArray());
    }

    @Test
    void leavesATerminalsOutputAsItIs() throws IOException {
        StreamWriter writer = new StreamWriter(out, false);
        writer.write(StreamKind.STDOUT, new byte[] {'a', 'b'}, 0, 2);
        writer.flush();

        assertArrayEquals(new byte[] {'a', 'b'}, out.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 65_527, 65_528, 65_529, 65_536, 65_537, 300_000})
    void keepsPiecesOfAnySizeWhole(int size) throws IOException {
        StreamWriter writer = new StreamWriter(out, true);
        byte[] piece = new byte[size];
        piece[size - 1] = 42;
        for (int i = 0; i < 3; i++) {
            writer.write(StreamKind.STDOUT, piece, 0, size);
        }
        writer.flush();

        var in = new DataInputStream(new ByteArrayInputStream(out.toByteArray()));
        for (int i = 0; i < 3; i++) {
            assertEquals(0x0100_0000, in.readInt());
            assertEquals(size, in.readInt());
            assertArrayEquals(piece, in.readNBytes(size));
        }
        assertEquals(-1, in.read());
    }
}
