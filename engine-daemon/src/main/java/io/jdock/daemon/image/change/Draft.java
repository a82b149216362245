package io.jdock.daemon.image.change;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ExecutionConfig;
import io.jdock.oci.image.Healthcheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A configuration that is being changed, one instruction after the other. */
final class Draft {

    private final ExecutionConfig before;
    private final Map<String, String> env = new LinkedHashMap<>();
    private final Map<String, String> labels;
    private final Set<String> ports;
    private final Set<String> volumes;
    private final List<String> onBuild;
    private List<String> cmd;
    private List<String> entrypoint;
    private String user;
    private String workingDir;
    private String stopSignal;
    private @Nullable Healthcheck healthcheck;
    private boolean cmdGiven;

    Draft(ExecutionConfig before) {
        this.before = before;
        before.env().forEach(this::putVariable);
        labels = new LinkedHashMap<>(before.labels());
        ports = new LinkedHashSet<>(before.exposedPorts());
        volumes = new LinkedHashSet<>(before.volumes());
        onBuild = new ArrayList<>(before.onBuild());
        cmd = before.cmd();
        entrypoint = before.entrypoint();
        user = before.user();
        workingDir = before.workingDir();
        stopSignal = before.stopSignal();
        healthcheck = before.healthcheck();
    }

    private void putVariable(String variable) {
        int equals = variable.indexOf('=');
        env.put(equals < 0 ? variable : variable.substring(0, equals), variable.substring(equals + 1));
    }

    void change(String line) {
        Instruction instruction = Instruction.parse(line);
        String text = instruction.text();
        switch (instruction.name()) {
            case "CMD" -> {
                cmd = command(text);
                cmdGiven = true;
            }
            case "ENTRYPOINT" -> setEntrypoint(text);
            case "ENV" -> pairs(instruction).forEach(env::put);
            case "EXPOSE" -> Words.of(text, env).forEach(port -> ports.addAll(ExposedPort.parse(port)));
            case "HEALTHCHECK" -> healthcheck = HealthcheckLine.parse(text, this::command);
            case "LABEL" -> pairs(instruction).forEach(labels::put);
            case "ONBUILD" -> onBuild.add(text);
            case "STOPSIGNAL" -> stopSignal = single(instruction);
            case "USER" -> user = single(instruction);
            case "VOLUME" -> volumes.addAll(Instruction.json(text).orElseGet(() -> Words.of(text, env)));
            case "WORKDIR" -> workingDir = resolved(Words.expand(text, env));
            default ->
                throw new InvalidArgumentException("%s is not a valid change command".formatted(instruction.name()));
        }
    }

    /** In the form of a shell, unless it is JSON. */
    private List<String> command(String text) {
        return Instruction.json(text).orElseGet(() -> {
            List<String> words = new ArrayList<>(before.shell().isEmpty() ? List.of("/bin/sh", "-c") : before.shell());
            words.add(text);
            return words;
        });
    }

    /** Another program does not want the arguments of the one before. */
    private void setEntrypoint(String text) {
        entrypoint = command(text);
        if (!cmdGiven) {
            cmd = List.of();
        }
    }

    private Map<String, String> pairs(Instruction instruction) {
        List<String> words = Words.of(instruction.text(), env);
        Map<String, String> pairs = new LinkedHashMap<>();
        if (words.getFirst().indexOf('=') < 0) {
            // The old form, for one name: everything behind it is the value.
            String[] parts = instruction.text().split("\\s+", 2);
            if (parts.length < 2) {
                throw new InvalidArgumentException("%s must have two arguments".formatted(instruction.name()));
            }
            pairs.put(Words.expand(parts[0], env), Words.expand(parts[1], env));
            return pairs;
        }
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw new InvalidArgumentException(
                        "Syntax error - can't find = in \"%s\". Must be of the form: name=value".formatted(word));
            }
            pairs.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return pairs;
    }

    private String single(Instruction instruction) {
        List<String> words = Words.of(instruction.text(), env);
        if (words.size() != 1) {
            throw new InvalidArgumentException("%s requires exactly one argument".formatted(instruction.name()));
        }
        return words.getFirst();
    }

    private String resolved(String directory) {
        return Path.of("/", workingDir).resolve(directory).normalize().toString();
    }

    ExecutionConfig finish() {
        return new ExecutionConfig(
                user,
                ports,
                env.entrySet().stream()
                        .map(it -> it.getKey() + "=" + it.getValue())
                        .toList(),
                entrypoint,
                cmd,
                volumes,
                workingDir,
                labels,
                stopSignal,
                before.stopTimeout(),
                before.argsEscaped(),
                healthcheck,
                onBuild,
                before.shell());
    }
}
