package io.jdock.libcontainer.process;

import io.jdock.linux.Syscall;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.batch.Step;

/**
 * Gives a container a session keyring of its own, so that it does not hold the keys of whoever started the supervisor.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/keyctl.2.html">keyctl(2)</a>
 */
final class Keyring {

    private static final int JOIN_SESSION_KEYRING = 1;
    private static final int SETPERM = 5;

    /** All rights for who possesses it; view, read, link and search for its user, which programs in the container run as. */
    private static final long PERMISSIONS = 0x3f1b0000L;

    private Keyring() {}

    /** A kernel without keyrings, or with an exhausted quota of them, is no reason to run nothing. */
    static void addTo(Batch batch, String containerId, Slots slots) {
        Slot keyring = slots.next("session keyring");
        batch.add(Step.of(
                        "make a session keyring",
                        Syscall.KEYCTL,
                        Arg.of(JOIN_SESSION_KEYRING),
                        Arg.text("_ses." + containerId))
                .tolerant()
                .into(keyring));
        batch.add(Step.of("open the session keyring", Syscall.KEYCTL, Arg.of(SETPERM), keyring, Arg.of(PERMISSIONS))
                .tolerant());
    }
}
