package io.jdock.supervisor.stdio;

import io.jdock.errdefs.InvalidArgumentException;

/** Where the streams of one process come from and go to. */
public record StdioConfig(InputSource stdin, OutputTarget stdout, OutputTarget stderr) {

    public StdioConfig {
        boolean anyLog = stdout instanceof OutputTarget.JsonFile || stderr instanceof OutputTarget.JsonFile;
        if (anyLog && !(stderr instanceof OutputTarget.Discard) && !stdout.equals(stderr)) {
            throw new InvalidArgumentException("stdout and stderr: a json-file log has to be the same for both");
        }
    }

    /** Reads the three addresses of tasks.Create or tasks.Exec. */
    public static StdioConfig parse(String stdin, String stdout, String stderr) {
        return new StdioConfig(InputSource.parse(stdin), OutputTarget.parse(stdout), OutputTarget.parse(stderr));
    }

    /** Whether the process has an input that somebody feeds. */
    public boolean hasStdin() {
        return !(stdin instanceof InputSource.None);
    }
}
