package io.jdock.runc.verb;

import java.util.List;

/** Columns as runc sets them: as wide as the widest cell and three blanks, at least twelve; the last one as it is. */
final class Table {

    private static final int NARROWEST = 12;
    private static final int GAP = 3;

    private Table() {}

    static String render(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], Math.max(NARROWEST, row.get(i).length() + GAP));
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < columns - 1; i++) {
                out.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length()));
            }
            out.append(row.getLast()).append('\n');
        }
        return out.toString();
    }
}
