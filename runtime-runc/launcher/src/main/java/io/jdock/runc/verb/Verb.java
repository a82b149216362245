package io.jdock.runc.verb;

import io.jdock.runc.flags.FlagSet;
import java.util.List;

/** One verb of the command line. Made for one run. */
public interface Verb {

    /** What its help says. */
    Usage usage();

    /** The flags it takes. */
    FlagSet flags();

    /**
     * Does it.
     *
     * @param words what is not a flag, as many as {@link Usage#arity} allows
     * @return the exit status
     */
    int run(Cli cli, List<String> words);

    /** The exit status when it fails by an error. */
    default int failureStatus() {
        return 1;
    }
}
