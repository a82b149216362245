package io.jdock.libcontainer.seccomp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The system calls by name, with their number in every convention; read once, when the first filter is compiled.
 *
 * <p>Parsed by hand: the command line starts cold and needs this on every start.
 */
final class SyscallTable {

    private static final String RESOURCE = "syscalls.txt";
    private static final int CONVENTIONS = Abi.values().length;
    private static final int NONE = -1;

    private static final Map<String, Call> CALLS = parse(read());

    private SyscallTable() {}

    /**
     * A system call.
     *
     * @param numbers in the order of the conventions, negative where it does not exist
     */
    record Call(String name, int[] numbers) {

        /** The number in a convention, or a negative one if that lacks it. */
        int number(Abi abi) {
            int number = numbers[abi.ordinal()];
            return number >= 0 && abi == Abi.X32 ? number | Abi.X32_BIT : number;
        }
    }

    /** The call of this name, if any convention has it. */
    static @Nullable Call find(String name) {
        return CALLS.get(name);
    }

    /** The number of the call of this name in a convention, or a negative one if that lacks it. */
    static int number(Abi abi, String name) {
        Call call = CALLS.get(name);
        return call == null ? NONE : call.number(abi);
    }

    static Set<String> names() {
        return CALLS.keySet();
    }

    private static Map<String, Call> parse(byte[] text) {
        Map<String, Call> table = new HashMap<>(1024);
        int at = 0;
        while (at < text.length) {
            int[] numbers = new int[CONVENTIONS];
            int space = at;
            while (text[space] != ' ') {
                space++;
            }
            int end = text[at] == '#' ? lineEnd(text, at) : readNumbers(text, space + 1, numbers);
            if (text[at] != '#') {
                String name = new String(text, at, space - at, StandardCharsets.ISO_8859_1);
                table.put(name, new Call(name, numbers));
            }
            at = end;
        }
        return table;
    }

    private static int lineEnd(byte[] text, int from) {
        int end = from;
        while (text[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    /** Reads columns up to the end of the line: digits, or a dash for none. @return where the next line starts */
    private static int readNumbers(byte[] text, int from, int[] numbers) {
        int at = from;
        for (int column = 0; column < CONVENTIONS; column++) {
            int c = text[at++];
            int number = c == '-' ? NONE : c - '0';
            for (c = text[at++]; c > ' '; c = text[at++]) {
                number = 10 * number + c - '0';
            }
            numbers[column] = number;
        }
        return at;
    }

    private static byte[] read() {
        try (InputStream in = SyscallTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("read " + RESOURCE, e);
        }
    }
}
