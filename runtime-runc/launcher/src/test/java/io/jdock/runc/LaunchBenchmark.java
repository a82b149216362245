package io.jdock.runc;

import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.runc.log.Log;
import io.jdock.runc.verb.Cli;
import io.jdock.runc.verb.GlobalFlags;
import io.jdock.runc.verb.Output;
import io.jdock.runc.verb.RunVerb;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Runs containers in one warm process, as the supervisor does. For every line of standard input, the id of a container, it
 * creates, starts, awaits and deletes one of the bundle, and writes how many nanoseconds that took.
 * {@code integration-tests/scripts/bench-launch} runs it by turns with other runtimes.
 */
final class LaunchBenchmark {

    private LaunchBenchmark() {}

    /** @param args the bundle, and a directory for state files */
    public static void main(String[] args) throws IOException {
        GlobalFlags global = new GlobalFlags();
        global.parse(List.of("--root", args[1]));
        Log log = Log.toStandardError(false);
        Cli cli = new Cli(global.root(Map.of()), global, log, Output.standard(), new ContainerLauncher());
        var ids = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String id = ids.readLine(); id != null; id = ids.readLine()) {
            long start = System.nanoTime();
            RunVerb run = new RunVerb();
            int status = run.run(cli, run.flags().parse(List.of("--bundle", args[0], id)));
            long took = System.nanoTime() - start;
            if (status != 0) {
                throw new IllegalStateException("container " + id + " ended with status " + status);
            }
            System.out.println(took);
        }
    }
}
