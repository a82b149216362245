package io.jdock.libcontainer.process;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.libcontainer.procfs.FreshProc;
import io.jdock.linux.batch.Batch;
import io.jdock.oci.runtime.Process;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel's security modules shall take the process for from its exec on.
 *
 * <p>Written through a procfs of the launcher's own: a file that only looks like {@code /proc/self/attr/exec} would leave the
 * process unconfined without anybody noticing.
 *
 * @param apparmor name of a loaded profile
 * @param selinux context
 */
public record Labels(Optional<String> apparmor, Optional<String> selinux) {

    private static final Path APPARMOR = Path.of("/sys/module/apparmor/parameters/enabled");
    private static final Path SELINUX = Path.of("/sys/fs/selinux/enforce");

    /** @throws FailedPreconditionException for a module that is not there: unconfined is not what was asked for */
    static Labels of(Process process) {
        Optional<String> apparmor = named(process.apparmorProfile());
        if (apparmor.isPresent() && !apparmorIsEnabled()) {
            throw new FailedPreconditionException(
                    "process.apparmorProfile \"%s\": AppArmor is not enabled on this machine"
                            .formatted(apparmor.get()));
        }
        Optional<String> selinux = named(process.selinuxLabel());
        if (selinux.isPresent() && !Files.exists(SELINUX)) {
            throw new FailedPreconditionException(
                    "process.selinuxLabel \"%s\": SELinux is not enabled on this machine".formatted(selinux.get()));
        }
        return new Labels(apparmor, selinux);
    }

    private static Optional<String> named(@Nullable String label) {
        return Optional.ofNullable(label).filter(text -> !text.isEmpty());
    }

    private static boolean apparmorIsEnabled() {
        try {
            return Files.readString(APPARMOR).startsWith("Y");
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("read " + APPARMOR, e);
        }
    }

    public boolean none() {
        return apparmor.isEmpty() && selinux.isEmpty();
    }

    /** The keyring that is made next gets this label; the exec resets it. */
    void addForKeyring(Batch batch, FreshProc proc) {
        selinux.ifPresent(
                label -> proc.write(batch, "self/attr/keycreate", label, "set the SELinux label of keys to " + label));
    }

    void addForExec(Batch batch, FreshProc proc) {
        apparmor.ifPresent(profile -> proc.writeEither(
                batch,
                "self/attr/apparmor/exec",
                "self/attr/exec",
                "exec " + profile,
                "apply AppArmor profile \"%s\"".formatted(profile)));
        selinux.ifPresent(
                label -> proc.write(batch, "self/attr/exec", label, "apply SELinux label \"%s\"".formatted(label)));
    }
}
