package io.jdock.supervisor.stdio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class JsonLinesTest {

    private static final String TIME = "2024-01-02T03:04:05.6Z";

    @Test
    void writesOneObjectPerLine() {
        assertEquals(
                "{\"log\":\"one\\n\",\"stream\":\"stdout\",\"time\":\"" + TIME + "\"}\n"
                        + "{\"log\":\"two\\n\",\"stream\":\"stdout\",\"time\":\"" + TIME + "\"}\n",
                format("one\ntwo\n".getBytes(UTF_8)));
    }

    @Test
    void leavesTheNewLineOutWhereTheOutputDoes() {
        assertEquals("end", logged("end"));
    }

    @Test
    void escapesLikeDocker() {
        assertEquals(
                "a\\\"b\\\\c\\u003cd\\u003ee\\u0026f\\r\\u0009\\u001b\\u0000\\n", logged("a\"b\\c<d>e&f\r\t\033\0\n"));
    }

    @Test
    void keepsValidUtf8AndReplacesTheRest() {
        assertEquals("äöü€𝄞", logged("äöü€𝄞"));
        assertEquals("\\u2028\\u2029", logged("\u2028\u2029"));
        assertEquals("a\\ufffdb", logged("a\u00e4b".getBytes(ISO_8859_1)));
        // Overlong, a surrogate, beyond the last character, cut short.
        assertEquals("\\ufffd\\ufffd", logged(bytes(0xc0, 0x80)));
        assertEquals("\\ufffd\\ufffd\\ufffd", logged(bytes(0xed, 0xa0, 0x80)));
        assertEquals("\\ufffd\\ufffd\\ufffd\\ufffd", logged(bytes(0xf4, 0x90, 0x80, 0x80)));
        assertEquals("\\ufffd\\ufffd", logged(bytes(0xe2, 0x82)));
    }

    @Test
    void cutsLongLinesIntoPieces() {
        String piece = "x".repeat(JsonLines.LONGEST_PIECE);

        String[] lines = format((piece + piece + "y\n").getBytes(UTF_8)).split("(?<=\n)", -1);

        assertEquals(piece, text(lines[0]));
        assertEquals(piece, text(lines[1]));
        assertEquals("y\\n", text(lines[2]));
    }

    @Test
    void lineOfExactlyOnePieceKeepsItsNewLine() {
        String piece = "x".repeat(JsonLines.LONGEST_PIECE);

        assertEquals(piece + "\\n", logged(piece + "\n"));
    }

    @Test
    void holdsBackAnIncompleteLineUnlessItIsLong() {
        assertEquals(0, complete("abc"));
        assertEquals(4, complete("abc\n"));
        assertEquals(4, complete("abc\ndef"));
        assertEquals(JsonLines.LONGEST_PIECE, complete("x".repeat(JsonLines.LONGEST_PIECE + 5)));
        assertEquals(3 + JsonLines.LONGEST_PIECE, complete("ab\n" + "x".repeat(JsonLines.LONGEST_PIECE + 5)));
    }

    private static int complete(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return JsonLines.completeLength(bytes, bytes.length);
    }

    private static String logged(String text) {
        return logged(text.getBytes(UTF_8));
    }

    private static String logged(byte[] output) {
        return text(format(output));
    }

    private static String text(String line) {
        String prefix = "{\"log\":\"";
        String suffix = "\",\"stream\":\"stdout\",\"time\":\"" + TIME + "\"}\n";
        assertEquals(prefix, line.substring(0, prefix.length()));
        assertEquals(suffix, line.substring(line.length() - suffix.length()));
        return line.substring(prefix.length(), line.length() - suffix.length());
    }

    private static String format(byte[] output) {
        var lines = new JsonLines();
        lines.append(output, output.length, OutputStreamKind.STDOUT, TIME);
        return new String(lines.bytes(), 0, lines.size(), UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
