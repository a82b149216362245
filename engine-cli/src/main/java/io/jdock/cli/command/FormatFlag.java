package io.jdock.cli.command;

import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;

/** The flag {@code --format}, whose help is the same everywhere. */
public final class FormatFlag {

    private static final String START = "Format output using a custom template:\n";
    private static final String TABLES =
            "'table':            Print output in table format with column headers (default)\n"
                    + "'table TEMPLATE':   Print output in table format using the given Go template\n";
    private static final String REST = "'json':             Print in JSON format\n"
            + "'TEMPLATE':         Print output using the given Go template.\n"
            + "Refer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates";

    private FormatFlag() {}

    /** For a list, which can also be a table. */
    public static TextFlag ofList(FlagSet flags) {
        return flags.text("format", '\0', START + TABLES + REST);
    }

    /** For a document. */
    public static TextFlag ofDocument(FlagSet flags) {
        return flags.text("format", 'f', START + REST);
    }

    /** For a stream of documents, where {@code -f} already means a filter. */
    public static TextFlag ofStream(FlagSet flags) {
        return flags.text("format", '\0', START + REST);
    }
}
