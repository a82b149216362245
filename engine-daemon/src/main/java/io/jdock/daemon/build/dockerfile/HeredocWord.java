package io.jdock.daemon.build.dockerfile;

import io.jdock.daemon.words.Words;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word that announces a here-document: {@code <<EOF}, {@code <<-EOF}, {@code 3<<"EOF"}.
 *
 * @param expand whether the delimiter is without quotes
 */
record HeredocWord(String name, boolean expand, boolean chomp) {

    private static final Pattern FORM = Pattern.compile("[0-9]*<<(-?)([^<]+)");

    /** Those in a line, in order. */
    static List<HeredocWord> all(String line) {
        if (!line.contains("<<")) {
            return List.of();
        }
        return Words.divideUnquoted(line, '\\').stream()
                .map(HeredocWord::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** @throws InvalidArgumentException when the delimiter cannot be the name of a file */
    static Optional<HeredocWord> parse(String word) {
        Matcher parts = FORM.matcher(word);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String delimiter = parts.group(2);
        if (Words.divideUnquoted(delimiter, '\\').size() != 1) {
            return Optional.empty();
        }
        String name = delimiter.replaceAll("[\"'\\\\]", "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
            throw new InvalidArgumentException("a heredoc cannot be named " + name);
        }
        return Optional.of(
                new HeredocWord(name, name.equals(delimiter), !parts.group(1).isEmpty()));
    }

    /** Whether a line without its end is the last one of the document. */
    boolean ends(String line) {
        int start = 0;
        while (chomp && start < line.length() && line.charAt(start) == '\t') {
            start++;
        }
        return line.length() - start == name.length() && line.startsWith(name, start);
    }
}
