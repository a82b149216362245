package io.jdock.daemon.image.change;

import io.jdock.daemon.words.CommandLine;
import io.jdock.daemon.words.Expansion;
import io.jdock.daemon.words.GoText;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Signal;
import io.jdock.oci.image.ExecutionConfig;
import io.jdock.oci.image.Healthcheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A configuration that is being changed, one instruction after the other. Each change returns its text for the history. */
final class Draft {

    private final ExecutionConfig before;
    private final Map<String, String> arguments;
    private final char escape;
    private final Map<String, String> env;
    private final Map<String, String> labels;
    private final Set<String> ports;
    private final Set<String> volumes;
    private final List<String> onBuild;
    private List<String> cmd;
    private List<String> entrypoint;
    private List<String> shell;
    private String user;
    private String workingDir;
    private String stopSignal;
    private @Nullable Healthcheck healthcheck;
    private boolean cmdGiven;

    Draft(ExecutionConfig before, Map<String, String> arguments, char escape, boolean cmdGiven) {
        this.before = before;
        this.arguments = arguments;
        this.escape = escape;
        this.cmdGiven = cmdGiven;
        env = Changes.variables(before);
        labels = new LinkedHashMap<>(before.labels());
        ports = new LinkedHashSet<>(before.exposedPorts());
        volumes = new LinkedHashSet<>(before.volumes());
        onBuild = new ArrayList<>(before.onBuild());
        cmd = before.cmd();
        entrypoint = before.entrypoint();
        shell = before.shell();
        user = before.user();
        workingDir = before.workingDir();
        stopSignal = before.stopSignal();
        healthcheck = before.healthcheck();
    }

    String change(Change change) {
        return switch (change) {
            case Change.Command it -> setCommand(it.line());
            case Change.Entrypoint it -> setEntrypoint(it.line());
            case Change.Env it -> "ENV " + putAll(it.pairs(), this::putEnv);
            case Change.Label it -> "LABEL " + putAll(it.pairs(), labels::put);
            case Change.Expose it -> expose(it.ports());
            case Change.Volume it -> addVolumes(it.paths());
            case Change.Health it -> "HEALTHCHECK " + HealthcheckText.of(healthcheck = it.check());
            case Change.User it -> "USER " + (user = expansion().text(it.user()));
            case Change.Workdir it ->
                "WORKDIR " + (workingDir = resolved(expansion().text(it.directory())));
            case Change.StopSignal it -> setStopSignal(expansion().text(it.signal()));
            case Change.Trigger it -> addTrigger(it.instruction());
            case Change.Shell it -> "SHELL [" + String.join(" ", shell = it.words()) + "]";
            case Change.Maintainer it -> "MAINTAINER " + it.author();
        };
    }

    private Expansion expansion() {
        Map<String, String> variables = new LinkedHashMap<>(arguments);
        variables.putAll(env);
        return new Expansion(variables, escape);
    }

    private String setCommand(CommandLine line) {
        cmd = line.vector(shell);
        cmdGiven = true;
        return "CMD " + quoted(cmd);
    }

    /** Another program does not want the arguments of the one before. */
    private String setEntrypoint(CommandLine line) {
        entrypoint = line.vector(shell);
        if (!cmdGiven) {
            cmd = List.of();
        }
        return "ENTRYPOINT " + quoted(entrypoint);
    }

    private static String quoted(List<String> words) {
        return words.stream().map(GoText::quote).collect(Collectors.joining(" ", "[", "]"));
    }

    /** All values are those from before the instruction. */
    private String putAll(List<Map.Entry<String, String>> pairs, BiConsumer<String, String> into) {
        Expansion expansion = expansion();
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> pair : pairs) {
            String name = expansion.text(pair.getKey());
            String value = expansion.text(pair.getValue());
            into.accept(name, value);
            text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value);
        }
        return text.toString();
    }

    private void putEnv(String name, String value) {
        if (name.isEmpty()) {
            throw new InvalidArgumentException("invalid environment variable: =" + value);
        }
        env.put(name, value);
    }

    private String expose(List<String> given) {
        Expansion expansion = expansion();
        // As in Docker they are sorted as they are written, quotes and all.
        List<String> words = given.stream()
                .sorted()
                .flatMap(it -> expansion.words(it).stream())
                .toList();
        words.forEach(it -> ports.addAll(ExposedPort.parse(it)));
        return "EXPOSE " + String.join(" ", words);
    }

    private String addVolumes(List<String> given) {
        Expansion expansion = expansion();
        List<String> paths = given.stream().map(expansion::text).toList();
        if (paths.contains("")) {
            throw new InvalidArgumentException("VOLUME specified can not be an empty string");
        }
        volumes.addAll(paths);
        return "VOLUME [" + String.join(" ", paths) + "]";
    }

    private String resolved(String directory) {
        if (directory.isEmpty()) {
            throw new InvalidArgumentException("WORKDIR: cannot normalize nothing");
        }
        return ImagePath.resolve(workingDir, directory);
    }

    private String setStopSignal(String signal) {
        if (Signal.parse(signal).isEmpty()) {
            throw new InvalidArgumentException("Invalid signal: " + signal);
        }
        stopSignal = signal;
        return "STOPSIGNAL " + signal;
    }

    private String addTrigger(String instruction) {
        onBuild.add(instruction);
        return "ONBUILD " + instruction;
    }

    ExecutionConfig finish() {
        return ConfigSize.checked(new ExecutionConfig(
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
                shell));
    }
}
