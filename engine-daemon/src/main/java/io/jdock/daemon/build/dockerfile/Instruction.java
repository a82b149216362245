package io.jdock.daemon.build.dockerfile;

import io.jdock.daemon.image.change.Change;
import io.jdock.daemon.words.CommandLine;
import io.jdock.daemon.words.Expansion;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One instruction of a Dockerfile, as it is written: nothing is expanded. */
public sealed interface Instruction {

    Origin origin();

    /**
     * FROM.
     *
     * @param image of the stage to continue: an image, an earlier stage, or {@code scratch}
     * @param name of the stage in small letters, or empty
     * @param platform or empty
     */
    record From(Origin origin, String image, String name, String platform) implements Instruction {

        /**
         * The same with values in the place of variables.
         *
         * @param globals what {@link Arguments#globals} says
         * @throws InvalidArgumentException when nothing is left of the image's name
         */
        public From expanded(Map<String, String> globals) {
            Expansion expansion = new Expansion(globals, origin.escape());
            String base = expansion.text(image);
            if (base.isBlank()) {
                throw new InvalidArgumentException("base name (%s) should not be blank".formatted(image));
            }
            return new From(origin, base, name, expansion.text(platform));
        }
    }

    /** ARG. */
    record Arg(Origin origin, List<Variable> variables) implements Instruction {

        /** @param value as it is written, if there is one */
        public record Variable(String name, Optional<String> value) {}

        public Arg {
            variables = List.copyOf(variables);
        }
    }

    /**
     * RUN.
     *
     * @param line as it is written, without its here-documents
     * @param documents only for a command in a shell's form
     */
    record Run(Origin origin, CommandLine line, List<Heredoc> documents) implements Instruction {

        /** Where a script is executed from; the container has to find it there. */
        private static final String SCRIPTS = "/dev/pipes/";

        public Run {
            documents = List.copyOf(documents);
        }

        /**
         * What to execute. A here-document that is the whole command is what the shell is given; otherwise the shell reads the
         * documents itself.
         *
         * @param shell of the image; empty for the usual one
         */
        public List<String> command(List<String> shell) {
            Optional<Heredoc> script = script();
            if (script.isPresent()) {
                return List.of(SCRIPTS + script.get().name());
            }
            return documents.isEmpty()
                    ? line.vector(shell)
                    : new CommandLine(List.of(shellText()), false).vector(shell);
        }

        /**
         * The whole command as a program with an interpreter of its own ({@code #!}): it has to be at {@code /dev/pipes/NAME} in
         * the container, executable, for {@link #command} to work.
         */
        public Optional<Heredoc> script() {
            return alone().filter(document -> document.text().startsWith("#!"));
        }

        private Optional<Heredoc> alone() {
            String word = String.join(" ", line.words());
            return documents.size() == 1 && HeredocWord.parse(word).isPresent()
                    ? Optional.of(documents.getFirst())
                    : Optional.empty();
        }

        private String shellText() {
            if (alone().isPresent()) {
                return documents.getFirst().text();
            }
            StringBuilder text = new StringBuilder(String.join(" ", line.words()));
            documents.forEach(document -> text.append('\n').append(document.source()));
            return text.toString();
        }
    }

    /**
     * COPY and ADD.
     *
     * @param add whether it is ADD
     * @param sources paths and patterns, and URLs with ADD
     * @param inline files that are in the Dockerfile itself
     * @param destination as it is written, so relative or absolute
     */
    record Copy(
            Origin origin,
            boolean add,
            List<String> sources,
            List<Heredoc> inline,
            String destination,
            CopyOptions options)
            implements Instruction {

        public Copy {
            sources = List.copyOf(sources);
            inline = List.copyOf(inline);
        }

        /**
         * The same with values in the place of variables, also in the files that it brings.
         *
         * @param variables of the image and arguments in scope
         */
        public Copy expanded(Map<String, String> variables) {
            Expansion expansion = new Expansion(variables, origin.escape());
            // As in Docker the escape character of a document is a backslash, whatever the Dockerfile's own is.
            Expansion documents = new Expansion(variables, '\\');
            List<Heredoc> files = new ArrayList<>();
            for (Heredoc file : inline) {
                String text = file.expand() ? documents.document(file.text()) : file.text();
                files.add(new Heredoc(file.name(), text, false, false));
            }
            return new Copy(
                    origin,
                    add,
                    sources.stream().map(expansion::text).toList(),
                    files,
                    expansion.text(destination),
                    options.expanded(expansion));
        }
    }

    /** Any other instruction; it changes what the image says and leaves its files alone, but for WORKDIR. */
    record Setting(Origin origin, Change change) implements Instruction {}
}
