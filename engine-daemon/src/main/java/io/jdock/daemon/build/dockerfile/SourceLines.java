package io.jdock.daemon.build.dockerfile;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Divides a Dockerfile into the texts of its instructions: comments left out, continued lines and here-documents put together. */
final class SourceLines {

    private static final Set<String> WITH_DOCUMENTS = Set.of("ADD", "COPY", "RUN", "ONBUILD");

    /** Far above any Dockerfile that a person or a program writes for a purpose. */
    private static final int MOST = 10_000;

    private final String text;
    private final Directives directives = new Directives();
    private final List<SourceLine> found = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int at;
    private int number;

    private SourceLines(String text) {
        this.text = text;
    }

    /** What was found in a text. */
    record Result(List<SourceLine> lines, List<String> warnings) {}

    /** @throws InvalidArgumentException for a wrong directive, and for a here-document without an end */
    static Result read(String text) {
        int nul = text.indexOf(0);
        if (nul >= 0) {
            int line = 1
                    + Math.toIntExact(
                            text.chars().limit(nul).filter(c -> c == '\n').count());
            throw ParseErrors.at(line, "a NUL character is in the text");
        }
        SourceLines lines = new SourceLines(text.startsWith("\ufeff") ? text.substring(1) : text);
        while (lines.hasNext()) {
            lines.takeLine();
        }
        if (!lines.warnings.isEmpty()) {
            lines.warnings.add("[WARNING]: Empty continuation lines will become errors in a future release.");
        }
        return new Result(List.copyOf(lines.found), List.copyOf(lines.warnings));
    }

    private boolean hasNext() {
        return at < text.length();
    }

    /** The next line with its end. */
    private String next() {
        int end = text.indexOf('\n', at);
        String line = text.substring(at, end < 0 ? text.length() : end + 1);
        at += line.length();
        number++;
        return line;
    }

    private void takeLine() {
        String line = withoutEnd(next()).stripLeading();
        int first = number;
        directives.see(line, first);
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        String whole = withContinuations(line).strip();
        if (whole.isEmpty()) {
            return;
        }
        if (found.size() == MOST) {
            throw ParseErrors.at(first, "a Dockerfile has at most %d instructions".formatted(MOST));
        }
        String[] parts = whole.split("[ \t\f\r\u000b]+", 2);
        String name = parts[0].toUpperCase(Locale.ROOT);
        Origin origin = new Origin(first, whole, directives.escape());
        List<Heredoc> documents = WITH_DOCUMENTS.contains(name) ? documents(whole, first) : List.of();
        found.add(new SourceLine(origin, name, parts.length < 2 ? "" : parts[1], documents));
    }

    private String withContinuations(String first) {
        int end = continuation(first);
        if (end < 0) {
            return first;
        }
        StringBuilder whole = new StringBuilder(first.substring(0, end));
        boolean empty = false;
        while (end >= 0 && hasNext()) {
            String line = withoutEnd(next());
            String said = line.stripLeading();
            if (said.isEmpty()) {
                empty = true;
            } else if (!said.startsWith("#")) {
                end = continuation(line);
                whole.append(line, 0, end < 0 ? line.length() : end);
            }
        }
        if (empty) {
            warnings.add("[WARNING]: Empty continuation line found in:\n    " + whole);
        }
        return whole.toString();
    }

    /** Where the escape character is that has the line go on, or -1. After another one it is an ordinary character. */
    private int continuation(String line) {
        int last = line.length() - 1;
        while (last >= 0 && (line.charAt(last) == ' ' || line.charAt(last) == '\t')) {
            last--;
        }
        char escape = directives.escape();
        boolean continued = last >= 0 && line.charAt(last) == escape && (last == 0 || line.charAt(last - 1) != escape);
        return continued ? last : -1;
    }

    private List<Heredoc> documents(String whole, int first) {
        List<Heredoc> documents = new ArrayList<>();
        for (HeredocWord word : ParseErrors.on(first, () -> HeredocWord.all(whole))) {
            documents.add(document(word, first));
        }
        return documents;
    }

    private Heredoc document(HeredocWord word, int first) {
        int start = at;
        while (hasNext()) {
            int end = at;
            String line = withoutEnd(next());
            if (word.ends(line)) {
                return new Heredoc(word.name(), text.substring(start, end), word.expand(), word.chomp());
            }
        }
        throw ParseErrors.at(first, "unterminated heredoc");
    }

    private static String withoutEnd(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return line.substring(0, end);
    }
}
