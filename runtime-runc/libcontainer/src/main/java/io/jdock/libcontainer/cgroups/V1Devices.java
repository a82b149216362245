package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import java.nio.file.Path;

/** Device access under cgroup version 1: files that take exceptions, not a list of rules. */
final class V1Devices {

    private V1Devices() {}

    /**
     * Puts rules in force; access that the old ones and the new ones grant is granted all the time.
     *
     * @throws InvalidArgumentException for rules that this kind of list cannot express, or that the parent does not allow
     * @throws FailedPreconditionException if the kernel has made something else of them
     */
    static void apply(Path directory, DeviceAccess access) {
        if (OwnUserNamespace.isNested()) {
            // Nobody there may change this list, and nobody there may make device nodes either.
            return;
        }
        Path list = directory.resolve("devices.list");
        DeviceList wanted = DeviceList.of(access);
        for (DeviceList.Change change :
                DeviceList.parse(ControlFile.lines(list)).changesTo(wanted)) {
            write(directory, change);
        }
        DeviceList found = DeviceList.parse(ControlFile.lines(list));
        if (!wanted.isShownAs(found)) {
            throw new FailedPreconditionException("set the device rules of cgroup %s: wanted %s, the kernel has %s"
                    .formatted(directory, wanted.texts(), found.texts()));
        }
    }

    private static void write(Path directory, DeviceList.Change change) {
        try {
            ControlFile.write(directory.resolve(change.allow() ? "devices.allow" : "devices.deny"), change.text());
        } catch (ErrnoException e) {
            if (e.is(Errno.EPERM)) {
                throw new InvalidArgumentException(
                        "device rule \"%s\": the parent cgroup does not allow it".formatted(change.text()), e);
            }
            throw e;
        }
    }
}
