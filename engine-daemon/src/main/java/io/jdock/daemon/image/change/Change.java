package io.jdock.daemon.image.change;

import io.jdock.daemon.words.CommandLine;
import io.jdock.oci.image.Healthcheck;
import java.util.List;
import java.util.Map;

/** An instruction that changes what an image says, read but not expanded. {@link ChangeParser} makes them. */
public sealed interface Change {

    /** CMD. */
    record Command(CommandLine line) implements Change {}

    record Entrypoint(CommandLine line) implements Change {}

    /** @param pairs in order; one name may be there twice */
    record Env(List<Map.Entry<String, String>> pairs) implements Change {
        public Env {
            pairs = List.copyOf(pairs);
        }
    }

    /** @param pairs in order; one name may be there twice */
    record Label(List<Map.Entry<String, String>> pairs) implements Change {
        public Label {
            pairs = List.copyOf(pairs);
        }
    }

    record Expose(List<String> ports) implements Change {
        public Expose {
            ports = List.copyOf(ports);
        }
    }

    record Volume(List<String> paths) implements Change {
        public Volume {
            paths = List.copyOf(paths);
        }
    }

    /** HEALTHCHECK. */
    record Health(Healthcheck check) implements Change {}

    record User(String user) implements Change {}

    /** @param directory relative to the one before, unless absolute */
    record Workdir(String directory) implements Change {}

    record StopSignal(String signal) implements Change {}

    /** ONBUILD. @param instruction with its here-documents behind it, each on lines of its own */
    record Trigger(String instruction) implements Change {}

    record Shell(List<String> words) implements Change {
        public Shell {
            words = List.copyOf(words);
        }
    }

    /** MAINTAINER, who is in the author of the image, not in its configuration. */
    record Maintainer(String author) implements Change {}
}
