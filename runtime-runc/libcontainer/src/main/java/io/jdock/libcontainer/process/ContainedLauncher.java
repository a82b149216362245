package io.jdock.libcontainer.process;

import io.jdock.libcontainer.hooks.InnerHooks;
import io.jdock.libcontainer.procfs.FreshProc;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.trampoline.Launcher;
import java.util.List;
import java.util.Optional;

/**
 * A launcher that is inside its container, and what its later batches have to know of the earlier ones.
 *
 * @param containerId for the name of the session keyring
 * @param streams which of the descriptors 0 to 2 are to belong to the container's user
 * @param proc open if the process gets labels
 * @param hooks to be run before its program is executed
 * @param agent who is asked about some of its calls
 */
public record ContainedLauncher(
        Launcher launcher,
        String containerId,
        List<Integer> streams,
        Slots slots,
        FreshProc proc,
        InnerHooks hooks,
        Optional<SeccompAgent> agent) {

    public ContainedLauncher {
        streams = List.copyOf(streams);
    }
}
