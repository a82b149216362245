package io.jdock.daemon.build.dockerfile;

import io.jdock.daemon.words.CommandLine;
import io.jdock.daemon.words.Flags;
import io.jdock.daemon.words.Words;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads COPY and ADD. */
final class CopyParser {

    private static final Set<String> COPY = Set.of("from", "chown", "chmod", "link", "parents", "exclude");
    private static final Set<String> ADD =
            Set.of("chown", "chmod", "link", "keep-git-dir", "checksum", "unpack", "exclude");
    private static final Set<String> SWITCHES = Set.of("link", "parents", "keep-git-dir", "unpack");
    private static final List<String> UNSUPPORTED = List.of("parents", "keep-git-dir", "unpack");

    private final SourceLine line;
    private final Flags flags;

    private CopyParser(SourceLine line, Flags flags) {
        this.line = line;
        this.flags = flags;
    }

    static Instruction.Copy parse(SourceLine line, Flags flags) {
        return new CopyParser(line, flags).parse();
    }

    private Instruction.Copy parse() {
        boolean add = line.name().equals("ADD");
        CopyOptions options = options(flags.values(add ? ADD : COPY, SWITCHES, Set.of("exclude")));
        List<String> words = words();
        if (words.isEmpty()) {
            throw new InvalidArgumentException("%s requires at least two arguments".formatted(line.name()));
        }
        if (words.size() == 1) {
            throw new InvalidArgumentException(
                    "%s requires at least two arguments, but only one was provided. Destination could not be determined"
                            .formatted(line.name()));
        }
        String destination = words.getLast();
        if (!line.documents().isEmpty() && HeredocWord.parse(destination).isPresent()) {
            throw new InvalidArgumentException("%s cannot accept a heredoc as a destination".formatted(line.name()));
        }
        List<String> sources = new ArrayList<>();
        for (String word : words.subList(0, words.size() - 1)) {
            if (line.documents().isEmpty() || HeredocWord.parse(word).isEmpty()) {
                sources.add(word);
            }
        }
        if (!options.from().isEmpty() && !line.documents().isEmpty()) {
            throw new InvalidArgumentException("COPY --from cannot accept a heredoc");
        }
        return new Instruction.Copy(line.origin(), add, sources, line.documents(), destination, options);
    }

    private List<String> words() {
        CommandLine list = CommandLine.parse(flags.rest());
        if (list.json()) {
            return list.words();
        }
        // The delimiter of a here-document may have blanks in its quotes, paths may not.
        return line.documents().isEmpty() ? Words.divide(flags.rest()) : Words.divideUnquoted(flags.rest(), '\\');
    }

    private CopyOptions options(Map<String, List<String>> given) {
        for (String flag : UNSUPPORTED) {
            if (given.containsKey(flag)) {
                throw new InvalidArgumentException("%s --%s is not supported".formatted(line.name(), flag));
            }
        }
        return new CopyOptions(
                one(given, "from"),
                one(given, "chown"),
                one(given, "chmod"),
                one(given, "checksum"),
                given.getOrDefault("exclude", List.of()));
    }

    private static String one(Map<String, List<String>> given, String flag) {
        return given.getOrDefault(flag, List.of("")).getFirst();
    }
}
