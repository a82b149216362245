package io.jdock.libcontainer.seccomp;

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

    private static final int CONVENTIONS = Abi.values().length;
    private static final int NONE = -1;

    private static final Map<String, Call> CALLS = parse(SyscallNumbers.TABLE.getBytes(StandardCharsets.ISO_8859_1));

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
            String name = new String(text, at, space - at, StandardCharsets.ISO_8859_1);
            at = readNumbers(text, space + 1, numbers);
            table.put(name, new Call(name, numbers));
        }
        return table;
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
}
