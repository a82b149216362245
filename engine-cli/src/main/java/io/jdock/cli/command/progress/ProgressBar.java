package io.jdock.cli.command.progress;

import io.jdock.cli.format.Sizes;
import io.jdock.json.JsonObject;

/** Draws how far one object has come: {@code [====>    ]  1.2MB/3.4MB}, as much of it as the terminal has room for. */
final class ProgressBar {

    private static final int LENGTH = 50;
    private static final int ROOM_FOR_BAR = 110;
    private static final int ROOM_FOR_TIME = 50;
    private static final int NUMBER_WIDTH = 8;

    private final int columns;

    ProgressBar(int columns) {
        this.columns = columns;
    }

    /** Draws a {@code progressDetail}; empty when it says nothing. */
    String render(JsonObject detail) {
        long current = detail.number("current");
        long total = detail.number("total");
        if (current <= 0 && total <= 0) {
            return "";
        }
        String units = detail.text("units");
        if (total <= 0) {
            return padded(amount(current, units));
        }
        int filled = (int) Math.min(LENGTH, current * 100 / total / 2);
        String box = columns > ROOM_FOR_BAR ? "[" + "=".repeat(filled) + ">" + " ".repeat(LENGTH - filled) + "] " : "";
        String numbers = detail.bool("hidecounts") ? "" : numbers(current, total, units);
        return box + numbers + timeLeft(detail, current, total, filled);
    }

    private static String numbers(long current, long total, String units) {
        String text = padded(amount(current, units));
        if (current > total) {
            return text;
        }
        return units.isEmpty() ? text + "/" + amount(total, units) : current + "/" + amount(total, units);
    }

    private static String amount(long value, String units) {
        return units.isEmpty() ? Sizes.decimal(value) : value + " " + units;
    }

    private String timeLeft(JsonObject detail, long current, long total, int filled) {
        long start = detail.number("start");
        if (current <= 0 || start <= 0 || filled >= LENGTH || columns <= ROOM_FOR_TIME) {
            return "";
        }
        double elapsed = System.currentTimeMillis() / 1000.0 - start;
        return " " + duration(Math.round((total - current) * (elapsed / current)));
    }

    private static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        }
        String minutes = seconds / 60 % 60 + "m" + seconds % 60 + "s";
        return seconds < 3600 ? minutes : seconds / 3600 + "h" + minutes;
    }

    private static String padded(String text) {
        return " ".repeat(Math.max(0, NUMBER_WIDTH - text.length())) + text;
    }
}
