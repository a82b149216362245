package io.jdock.cli.command.usage;

import io.jdock.cli.command.Headings;
import java.util.List;
import java.util.Locale;

/** The headings of what a builder keeps. */
final class CacheHeadings implements Headings {

    static final List<String> COLUMNS =
            List.of("ID", "CacheType", "Size", "CreatedSince", "LastUsedSince", "UsageCount", "Shared");

    @Override
    public String of(String field) {
        return switch (field) {
            case "ID" -> "CACHE ID";
            case "CacheType" -> "CACHE TYPE";
            case "CreatedSince" -> "CREATED";
            case "LastUsedSince" -> "LAST USED";
            case "UsageCount" -> "USAGE";
            default -> field.toUpperCase(Locale.ROOT);
        };
    }
}
