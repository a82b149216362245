package io.jdock.runc.verb;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;

/** What ps printed. */
final class ProcessTable {

    private ProcessTable() {}

    /**
     * The heading and the lines of these processes.
     *
     * @throws InvalidArgumentException if there is no column for the number
     */
    static String only(List<Integer> processes, String printed) {
        List<String> lines = printed.lines().toList();
        int column = List.of(fields(lines.isEmpty() ? "" : lines.getFirst())).indexOf("PID");
        if (column < 0) {
            throw new InvalidArgumentException("couldn't find PID field in ps output");
        }
        StringBuilder out = new StringBuilder(lines.getFirst()).append('\n');
        for (String line : lines.subList(1, lines.size())) {
            if (!line.isBlank() && processes.contains(number(fields(line), column))) {
                out.append(line).append('\n');
            }
        }
        return out.toString();
    }

    private static String[] fields(String line) {
        return line.strip().split("\\s+");
    }

    private static int number(String[] fields, int column) {
        String field = column < fields.length ? fields[column] : "";
        try {
            return Integer.parseInt(field);
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException("unable to parse pid \"%s\" in ps output".formatted(field), e);
        }
    }
}
