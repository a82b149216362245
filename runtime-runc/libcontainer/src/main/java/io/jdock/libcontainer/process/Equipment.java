package io.jdock.libcontainer.process;

import io.jdock.libcontainer.hooks.InnerHooks;
import io.jdock.libcontainer.users.Identity;
import io.jdock.linux.ResourceLimit;
import java.util.Optional;

/**
 * What was found out and decided about a process from outside, for its own last steps.
 *
 * @param descriptors the limit of descriptors that it sets itself, last of all: until then it needs more, with high numbers
 * @param hooks that it runs itself before its program
 * @param vectors its arguments and variables
 * @param inDirectory whether it is in its working directory already
 * @param agent who is asked about some of its calls
 */
record Equipment(
        Identity identity,
        Optional<ResourceLimit.Value> descriptors,
        InnerHooks hooks,
        ExecVectors vectors,
        boolean inDirectory,
        Optional<SeccompAgent> agent) {}
