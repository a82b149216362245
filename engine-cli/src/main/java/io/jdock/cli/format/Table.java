package io.jdock.cli.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns of text, padded with blanks. The last column is not padded, so lines end where their text ends. */
public final class Table {

    private static final int GAP = 3;
    /** Appended in one go: a long list is printed before anything is compiled. */
    private static final String BLANKS = " ".repeat(64);

    private final int minimumWidth;
    private final List<String[]> rows = new ArrayList<>();

    /**
     * Starts a table.
     *
     * @param minimumWidth smallest width of a column in characters, gap included
     */
    public Table(int minimumWidth) {
        this.minimumWidth = minimumWidth;
    }

    /** Adds a line; lines may differ in their number of cells. */
    public void add(String... cells) {
        rows.add(cells);
    }

    /** All lines, each with a line end. */
    public String render() {
        int[] widths = widths();
        StringBuilder out = new StringBuilder();
        for (String[] row : rows) {
            for (int i = 0; i < row.length - 1; i++) {
                out.append(row[i]);
                pad(out, widths[i] - length(row[i]));
            }
            if (row.length > 0) {
                out.append(row[row.length - 1]);
            }
            out.append('\n');
        }
        return out.toString();
    }

    private int[] widths() {
        int[] widths = new int[0];
        for (String[] row : rows) {
            if (row.length > widths.length) {
                int known = widths.length;
                widths = Arrays.copyOf(widths, row.length);
                Arrays.fill(widths, known, widths.length, minimumWidth);
            }
            for (int i = 0; i < row.length - 1; i++) {
                widths[i] = Math.max(widths[i], length(row[i]) + GAP);
            }
        }
        return widths;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static void pad(StringBuilder out, int count) {
        for (int left = count; left > 0; left -= BLANKS.length()) {
            out.append(BLANKS, 0, Math.min(left, BLANKS.length()));
        }
    }
}
