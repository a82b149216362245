package io.jdock.runc.verb;

import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonNumber;
import io.jdock.json.JsonValue;
import io.jdock.runc.container.Container;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Shows the processes of a container, as the host's ps does or by their numbers. */
public final class PsVerb implements Verb {

    private final FlagSet set = new FlagSet().stopAtFirstWord();
    private final Flag format = set.text("format", "f", "table or json (default: \"table\")");

    @Override
    public Usage usage() {
        return new Usage(
                "ps",
                "show the processes of a container",
                "<container-id> [ps options]",
                Usage.Arity.atLeast(1),
                "The options are for the host's ps, whose output needs a column PID (default: -ef).");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Container container = cli.find(words.getFirst());
        List<Integer> processes = container.cgroup().processes();
        switch (format.text()) {
            case "", "table" -> cli.out().print(ProcessTable.only(processes, ps(words.subList(1, words.size()))));
            case "json" -> cli.out().print(json(processes));
            default -> throw new InvalidArgumentException("invalid format option");
        }
        return 0;
    }

    private static String json(List<Integer> processes) {
        return Json.line(new JsonArray(processes.stream()
                .<JsonValue>map(pid -> new JsonNumber(pid.toString()))
                .toList()));
    }

    private static String ps(List<String> options) {
        List<String> command = new ArrayList<>(List.of("ps"));
        command.addAll(options.isEmpty() ? List.of("-ef") : options);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new InternalException("exit status %d: %s".formatted(status, output));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("run ps", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InternalException("run ps: interrupted", e);
        }
    }
}
