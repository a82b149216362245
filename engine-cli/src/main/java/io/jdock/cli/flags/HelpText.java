package io.jdock.cli.flags;

import java.util.ArrayList;
import java.util.List;

/** Lays out a command's help: usage, summary, aliases, and the flags in two columns with their texts wrapped. */
final class HelpText {

    /** A line may run over by this much, so that no single short word is left for the next one. */
    private static final int SLACK = 5;

    /** Below this width the texts start on a line of their own. */
    private static final int NARROWEST = 24;

    private static final int INDENT_WHEN_NARROW = 16;

    private final FlagSet flags;
    private final int columns;
    private final StringBuilder out = new StringBuilder();

    HelpText(FlagSet flags, int columns) {
        this.flags = flags;
        this.columns = columns;
    }

    String render() {
        out.append("Usage:  ").append(flags.useLine()).append("\n\n");
        out.append(flags.summary()).append('\n');
        aliases();
        if (!shownByName().isEmpty()) {
            out.append("\nOptions:\n");
            options();
        }
        return out.toString();
    }

    String renderOptions() {
        options();
        return out.toString();
    }

    private void aliases() {
        if (flags.aliases().isEmpty()) {
            return;
        }
        out.append("\nAliases:\n  ");
        String separator = "";
        for (String alias : flags.aliases()) {
            out.append(separator).append(FlagSet.PROGRAM).append(' ').append(alias);
            separator = ", ";
        }
        out.append('\n');
    }

    private void options() {
        List<Flag> shown = shownByName();
        int width = 0;
        for (Flag flag : shown) {
            width = Math.max(width, head(flag).length());
        }
        for (Flag flag : shown) {
            option(flag, width + 3);
        }
    }

    private List<Flag> shownByName() {
        List<Flag> shown = new ArrayList<>();
        for (Flag flag : flags.flags()) {
            if (!flag.hidden()) {
                shown.add(flag);
            }
        }
        shown.sort((a, b) -> a.name().compareTo(b.name()));
        return shown;
    }

    private static String head(Flag flag) {
        String letter = flag.letter() == Flag.NO_LETTER ? "      " : "  -" + flag.letter() + ", ";
        String type = flag.type().isEmpty() ? "" : " " + flag.type();
        return letter + "--" + flag.name() + type;
    }

    private void option(Flag flag, int textColumn) {
        String head = head(flag);
        String text = flag.usage();
        if (!flag.defaultText().isEmpty()) {
            text += " (default " + flag.defaultText() + ")";
        }
        out.append(head).append(" ".repeat(textColumn - head.length()));
        int indent = textColumn;
        int width = columns - indent;
        if (width < NARROWEST) {
            indent = INDENT_WHEN_NARROW;
            width = columns - indent;
            newLine(indent);
        }
        wrapped(text, indent, width - SLACK);
        out.append('\n');
    }

    private void wrapped(String text, int indent, int width) {
        String rest = text;
        while (true) {
            int end = lineEnd(rest, width);
            out.append(rest.substring(0, end).replace("\n", "\n" + " ".repeat(indent)));
            if (end == rest.length()) {
                return;
            }
            rest = rest.substring(end + 1);
            if (rest.isEmpty()) {
                return;
            }
            newLine(indent);
        }
    }

    /** Where to break: at the last blank that fits, or earlier where the text itself asks for a new line. */
    private static int lineEnd(String text, int width) {
        if (width + SLACK > text.length()) {
            return text.length();
        }
        String head = text.substring(0, width);
        int newLine = head.lastIndexOf('\n');
        int blank = Math.max(head.lastIndexOf(' '), Math.max(head.lastIndexOf('\t'), newLine));
        if (blank <= 0) {
            return text.length();
        }
        return newLine > 0 && newLine < blank ? newLine : blank;
    }

    private void newLine(int indent) {
        out.append('\n').append(" ".repeat(indent));
    }
}
