package io.jdock.daemon.build.dockerfile;

import io.jdock.daemon.words.Expansion;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.Platform;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Build arguments: what clients give ({@code --build-arg}), what ARG declares, and what every build knows of its platforms. Not
 * safe for concurrent use.
 */
public final class Arguments {

    /** Passed on to commands without an ARG; neither the cache nor the history sees them then. */
    static final Set<String> PROXIES = Set.of(
            "HTTP_PROXY",
            "http_proxy",
            "HTTPS_PROXY",
            "https_proxy",
            "FTP_PROXY",
            "ftp_proxy",
            "NO_PROXY",
            "no_proxy",
            "ALL_PROXY",
            "all_proxy");

    private static final int MOST = 4 << 20;

    private final Map<String, String> given = new HashMap<>();
    private final Map<String, String> platforms;
    private final Map<String, String> globals;
    private final Set<String> unused = new TreeSet<>();
    private long characters;

    /**
     * Expands the global arguments of a Dockerfile.
     *
     * @param options values from the client; null is no value, as if the argument were not given
     * @param build where the build runs
     * @param target what it is for
     * @throws InvalidArgumentException when a value cannot be expanded, or the client's is no text
     */
    public Arguments(Dockerfile file, Map<String, @Nullable String> options, Platform build, Platform target) {
        options.forEach(this::give);
        unused.addAll(options.keySet());
        unused.removeAll(PROXIES);
        platforms = PlatformArguments.of(build, target);
        globals = new LinkedHashMap<>(platforms);
        given.forEach((name, value) -> globals.computeIfPresent(name, (_, _) -> value));
        file.globals().forEach(this::declareGlobal);
        file.stages().forEach(stage -> stage.instructions().forEach(this::noteUse));
    }

    private void give(String name, @Nullable String value) {
        if (name.indexOf(0) >= 0 || value != null && value.indexOf(0) >= 0) {
            throw new InvalidArgumentException("a NUL character is in a build argument");
        }
        if (value != null) {
            given.put(name, value);
        }
    }

    private void declareGlobal(Instruction.Arg arg) {
        Expansion expansion = new Expansion(globals, arg.origin().escape());
        for (Instruction.Arg.Variable variable : arg.variables()) {
            String name = name(expansion.text(variable.name()));
            unused.remove(name);
            if (given.containsKey(name)) {
                globals.put(name, given.get(name));
            } else if (variable.value().isPresent()) {
                globals.put(name, kept(expansion.text(variable.value().get())));
            }
        }
    }

    private static String name(String expanded) {
        if (expanded.isEmpty()) {
            throw new InvalidArgumentException("ARG names can not be blank");
        }
        return expanded;
    }

    /** Values that refer to each other must not fill the memory. */
    private String kept(String value) {
        characters += value.length();
        if (characters > MOST) {
            throw new InvalidArgumentException(
                    "values of build arguments are longer than %d characters".formatted(MOST));
        }
        return value;
    }

    private void noteUse(Instruction instruction) {
        if (instruction instanceof Instruction.Arg arg) {
            arg.variables().forEach(variable -> unused.remove(variable.name()));
        }
    }

    /** What FROM sees. */
    public Map<String, String> globals() {
        return Collections.unmodifiableMap(globals);
    }

    /** Names that the client gave values for and that no ARG has declared so far, sorted; proxies need none. */
    public List<String> unused() {
        return List.copyOf(unused);
    }

    /** What dockerd says of them at the end of a build, or an empty text. */
    public String warning() {
        return unused.isEmpty()
                ? ""
                : "[Warning] One or more build-args [%s] were not consumed".formatted(String.join(" ", unused));
    }

    /** The arguments of a stage that starts from an image. */
    public Scope stage() {
        return new Scope(Map.of());
    }

    /** The arguments of a stage that continues another one, as that one has them at its end. */
    public Scope stage(Scope continued) {
        return new Scope(continued.declared);
    }

    /** What is declared in one stage, up to the instruction that a build has come to. */
    public final class Scope {

        private final Map<String, @Nullable String> declared;

        private Scope(Map<String, @Nullable String> inherited) {
            declared = new LinkedHashMap<>(inherited);
        }

        /**
         * Declares the arguments of an ARG.
         *
         * @param env variables of the image, by their names
         * @return the instruction for the history: {@code ARG A=1 B}, with the defaults and without what clients give
         */
        public String declare(Instruction.Arg arg, Map<String, String> env) {
            StringBuilder text = new StringBuilder("ARG");
            Map<String, String> variables = variables(env);
            Expansion expansion = new Expansion(variables, arg.origin().escape());
            for (Instruction.Arg.Variable variable : arg.variables()) {
                String name = name(expansion.text(variable.name()));
                @Nullable
                String usual =
                        variable.value().map(it -> kept(expansion.text(it))).orElse(null);
                @Nullable String value = given.getOrDefault(name, usual == null ? globals.get(name) : usual);
                unused.remove(name);
                declared.put(name, value);
                if (value != null && !env.containsKey(name)) {
                    variables.put(name, value);
                }
                text.append(' ').append(name).append(usual == null ? "" : "=" + usual);
            }
            return text.toString();
        }

        /** What instructions see: all arguments that have a value, and the image's variables, which win. */
        public Map<String, String> variables(Map<String, String> env) {
            Map<String, String> variables = values();
            variables.putAll(env);
            return variables;
        }

        /** Arguments that have a value, proxies among them. */
        public Map<String, String> values() {
            Map<String, String> values = new LinkedHashMap<>();
            PROXIES.stream().filter(given::containsKey).forEach(name -> values.put(name, given.get(name)));
            declared.forEach((name, value) -> {
                if (value != null) {
                    values.put(name, value);
                }
            });
            return values;
        }

        /**
         * What a RUN gets in its environment beside the image's variables, each {@code NAME=value}, sorted.
         *
         * @param env variables of the image, which win
         */
        public List<String> environment(Map<String, String> env) {
            return list(values(), env);
        }

        /** Those of {@link #environment} that the cache and the history have to tell apart: without proxies that no ARG names. */
        public List<String> recorded(Map<String, String> env) {
            Map<String, String> values = values();
            values.keySet().removeIf(name -> PROXIES.contains(name) && !declared.containsKey(name));
            return list(values, env);
        }

        private static List<String> list(Map<String, String> values, Map<String, String> env) {
            Set<String> names = new LinkedHashSet<>(values.keySet());
            names.removeAll(env.keySet());
            return names.stream()
                    .map(name -> name + "=" + values.get(name))
                    .sorted()
                    .toList();
        }
    }
}
