package io.jdock.supervisor.runtimes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command lines of one OCI runtime. What all of runc, crun, youki, runsc and jdock-runc understand, no more.
 *
 * @param log where it reports its errors, as JSON
 * @see <a href="https://github.com/opencontainers/runtime-tools/blob/master/docs/command-line-interface.md">command line</a>
 */
public record OciCommand(RuntimeChoice.Binary runtime, Path log) {

    /**
     * Makes a container; the runtime then ends, and the first process waits for {@link #of start}.
     *
     * @param console socket that takes the terminal, if the process is to have one
     */
    public List<String> create(String id, Path bundle, Path pidFile, Optional<String> console) {
        List<String> words = words("create");
        words.addAll(List.of("--bundle", bundle.toString(), "--pid-file", pidFile.toString()));
        console.ifPresent(socket -> words.addAll(List.of("--console-socket", socket)));
        if (runtime.noPivotRoot()) {
            words.add("--no-pivot");
        }
        if (runtime.noNewKeyring()) {
            words.add("--no-new-keyring");
        }
        words.add(id);
        return words;
    }

    /**
     * Runs a further process; the runtime then ends.
     *
     * @param process file with the process of the runtime spec
     */
    public List<String> exec(String id, Path process, Path pidFile, Optional<String> console) {
        List<String> words = words("exec");
        words.addAll(List.of("--detach", "--process", process.toString(), "--pid-file", pidFile.toString()));
        console.ifPresent(socket -> words.addAll(List.of("--console-socket", socket)));
        words.add(id);
        return words;
    }

    /** Any other verb with its arguments. */
    List<String> of(String verb, String... arguments) {
        List<String> words = words(verb);
        words.addAll(List.of(arguments));
        return words;
    }

    private List<String> words(String verb) {
        List<String> words = new ArrayList<>(
                List.of(runtime.path(), "--root", runtime.root(), "--log", log.toString(), "--log-format", "json"));
        if (runtime.systemdCgroup()) {
            words.add("--systemd-cgroup");
        }
        words.add(verb);
        return words;
    }
}
