package io.jdock.cli.command.build.context;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.cli.command.Cli;
import io.jdock.programs.SearchPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The program {@code git}. It talks to servers in the four usual ways only, whatever a repository wants its submodules fetched
 * with: git's other protocols read files of this machine or run programs.
 *
 * @see <a href="https://git-scm.com/docs/git#Documentation/git.txt-codeGITALLOWPROTOCOLcode">GIT_ALLOW_PROTOCOL</a>
 */
final class Git {

    private static final String PROTOCOLS = "http:https:ssh:git";

    private final Path program;

    private Git(Path program) {
        this.program = program;
    }

    /** @throws io.jdock.cli.command.CommandException when there is none */
    static Git find(Cli cli) {
        return SearchPath.of(Map.of("PATH", cli.environment("PATH")))
                .find("git")
                .map(Git::new)
                .orElseThrow(() -> ContextSource.unprepared(
                        "unable to find 'git': exec: \"git\": executable file not found in $PATH"));
    }

    /** Runs it in a directory; throws with what it had to say when it fails. */
    void run(Path directory, String... words) {
        Ended ended = ended(directory, words);
        if (ended.status() != 0) {
            throw ContextSource.unprepared(
                    "git " + words[0] + ": " + ended.output() + ": exit status " + ended.status());
        }
    }

    /** Runs it in a directory; whether it succeeded. */
    boolean attempt(Path directory, String... words) {
        return ended(directory, words).status() == 0;
    }

    private record Ended(int status, String output) {}

    private Ended ended(Path directory, String... words) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Map<String, String> environment = builder.environment();
        // Those of a repository in which we happen to be called, as from a hook.
        environment.keySet().removeAll(List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"));
        environment.put("GIT_ALLOW_PROTOCOL", PROTOCOLS);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw ContextSource.unprepared("run " + program + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ContextSource.unprepared("git was interrupted");
        }
    }
}
