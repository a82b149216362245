package io.jdock.daemon.build.dockerfile;

import io.jdock.daemon.image.change.ChangeParser;
import io.jdock.daemon.words.CommandLine;
import io.jdock.daemon.words.Flags;
import io.jdock.daemon.words.Words;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one instruction. */
final class InstructionParser {

    private static final Pattern STAGE_NAME = Pattern.compile("[a-z][a-z0-9-_.]*");
    private static final Set<String> RUN_FLAGS = Set.of("mount", "network", "security", "device");

    private final SourceLine line;
    private final Flags flags;

    private InstructionParser(SourceLine line) {
        this.line = line;
        this.flags = Flags.parse(line.rest(), line.origin().escape());
    }

    /** @throws InvalidArgumentException with the line's number */
    static Instruction parse(SourceLine line) {
        return ParseErrors.on(line.origin().line(), () -> new InstructionParser(line).parse());
    }

    private Instruction parse() {
        return switch (line.name()) {
            case "FROM" -> from();
            case "ARG" -> arg();
            case "RUN" -> run();
            case "COPY", "ADD" -> CopyParser.parse(line, flags);
            default -> setting();
        };
    }

    private Instruction setting() {
        if (!ChangeParser.knows(line.name())) {
            throw new InvalidArgumentException("unknown instruction: " + line.name());
        }
        StringBuilder text = new StringBuilder(line.rest());
        line.documents().forEach(document -> text.append('\n').append(document.source()));
        return new Instruction.Setting(
                line.origin(),
                ChangeParser.parse(line.name(), text.toString(), line.origin().escape()));
    }

    private Instruction from() {
        Map<String, List<String>> given = flags.values(Set.of("platform"), Set.of(), Set.of());
        List<String> words = Words.divide(flags.rest());
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
        if (words.size() != 1 && !named) {
            throw new InvalidArgumentException("FROM requires either one or three arguments");
        }
        String name = named ? words.get(2).toLowerCase(Locale.ROOT) : "";
        if (named && !STAGE_NAME.matcher(name).matches()) {
            throw new InvalidArgumentException(
                    "invalid name for build stage: \"%s\", name can't start with a number or contain symbols"
                            .formatted(words.get(2)));
        }
        String platform = given.getOrDefault("platform", List.of("")).getFirst();
        return new Instruction.From(line.origin(), words.getFirst(), name, platform);
    }

    private Instruction arg() {
        flags.values(Set.of(), Set.of(), Set.of());
        List<String> words = Words.divideUnquoted(flags.rest(), line.origin().escape());
        if (words.isEmpty()) {
            throw new InvalidArgumentException("ARG requires at least one argument");
        }
        List<Instruction.Arg.Variable> variables = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals == 0) {
                throw new InvalidArgumentException("ARG names can not be blank");
            }
            variables.add(
                    equals < 0
                            ? new Instruction.Arg.Variable(word, Optional.empty())
                            : new Instruction.Arg.Variable(
                                    word.substring(0, equals), Optional.of(word.substring(equals + 1))));
        }
        return new Instruction.Arg(line.origin(), variables);
    }

    private Instruction run() {
        Map<String, List<String>> given = flags.values(RUN_FLAGS, Set.of(), RUN_FLAGS);
        given.forEach((name, values) -> {
            if (!name.equals("network") || !values.equals(List.of("default"))) {
                throw new InvalidArgumentException(
                        "RUN --%s=%s is not supported".formatted(name, String.join(",", values)));
            }
        });
        CommandLine command = CommandLine.parse(flags.rest());
        if (flags.rest().isEmpty() || command.words().isEmpty()) {
            throw new InvalidArgumentException("RUN requires at least one argument");
        }
        if (command.json() && !line.documents().isEmpty()) {
            throw new InvalidArgumentException("RUN in JSON form cannot accept a heredoc");
        }
        return new Instruction.Run(line.origin(), command, line.documents());
    }
}
