package io.jdock.cli.command;

import io.jdock.cli.format.Table;
import io.jdock.cli.template.Template;
import io.jdock.cli.template.TemplateException;
import java.util.List;

/**
 * Shows a list in the form that {@code --format} asks for: {@code table} (also when nothing is asked for), {@code table
 * TEMPLATE}, {@code json}, or a template. The plain table does not load the template language.
 */
public final class Listing {

    private static final int NARROWEST_COLUMN = 10;
    private static final String TABLE = "table";

    private final String format;
    private final Headings headings;
    private final List<String> columns;

    /**
     * Describes a list.
     *
     * @param columns the fields of the plain table
     */
    public Listing(String format, Headings headings, List<String> columns) {
        this.format = format;
        this.headings = headings;
        this.columns = columns;
    }

    public void print(Output out, List<? extends Row> rows) {
        if (format.isEmpty() || format.equals(TABLE)) {
            out.print(plainTable(rows));
        } else if (format.equals("json")) {
            printJson(out, rows);
        } else if (format.startsWith(TABLE)) {
            printTable(out, rows);
        } else {
            printTemplate(out, rows);
        }
    }

    private String plainTable(List<? extends Row> rows) {
        Table table = new Table(NARROWEST_COLUMN);
        String[] heads = new String[columns.size()];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = headings.of(columns.get(i));
        }
        table.add(heads);
        for (Row row : rows) {
            String[] cells = new String[heads.length];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = row.cell(columns.get(i));
            }
            table.add(cells);
        }
        return table.render();
    }

    private static void printJson(Output out, List<? extends Row> rows) {
        for (Row row : rows) {
            StringBuilder line = new StringBuilder();
            row.whole().write(line, true);
            out.println(line.toString());
        }
    }

    private void printTable(Output out, List<? extends Row> rows) {
        Template template = parse(format.substring(TABLE.length()).strip());
        Table table = new Table(NARROWEST_COLUMN);
        table.add(execute(template.forHeadings(), new HeadingRow(headings)).split("\t", -1));
        for (Row row : rows) {
            table.add(execute(template, row).split("\t", -1));
        }
        out.print(table.render());
    }

    private void printTemplate(Output out, List<? extends Row> rows) {
        Template template = parse(format);
        for (Row row : rows) {
            out.println(execute(template, row));
        }
    }

    private static Template parse(String text) {
        try {
            return Template.parse(text.replace("\\t", "\t").replace("\\n", "\n"));
        } catch (TemplateException e) {
            throw new CommandException("failed to parse template: " + e.getMessage());
        }
    }

    private static String execute(Template template, io.jdock.cli.template.TemplateData data) {
        try {
            return template.execute(data);
        } catch (TemplateException e) {
            throw new CommandException("failed to execute template: " + e.getMessage());
        }
    }
}
