package io.jdock.supervisor.tasks;

import io.jdock.supervisor.runtimes.OciRuntime;
import io.jdock.supervisor.runtimes.RuntimeChoice;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The runtimes of tasks.
 *
 * @param patience how long a program may take for anything
 */
record TaskRuntimes(BuiltInRuntime builtIn, Duration patience) {

    /** @param directory the task's */
    TaskRuntime of(RuntimeChoice choice, Path directory) {
        return switch (choice) {
            case RuntimeChoice.BuiltIn _ -> builtIn;
            case RuntimeChoice.Binary binary -> new ProgramRuntime(new OciRuntime(binary, directory, patience));
        };
    }
}
