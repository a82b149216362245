package io.jdock.libcontainer.rootfs;

import io.jdock.libcontainer.namespaces.Succession;
import io.jdock.linux.Namespace;
import io.jdock.linux.Signal;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.ProcessSteps;
import io.jdock.linux.trampoline.Trampoline;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * User namespaces that exist only for their maps: a mount keeps the maps, so the namespaces are needed until the mounts are made.
 * Each is held by a process that does nothing.
 */
final class UserNamespaces implements AutoCloseable {

    private final Map<MountPlan.Ids.Mapped, Trampoline> holders = new HashMap<>();

    /** The file that stands for the namespace, until {@link #close}. */
    Path file(MountPlan.Ids ids) {
        return switch (ids) {
            case MountPlan.Ids.OfNamespace(Path file) -> file;
            case MountPlan.Ids.Mapped mapped ->
                Path.of("/proc/%d/ns/user"
                        .formatted(holders.computeIfAbsent(mapped, UserNamespaces::make)
                                .pid()));
        };
    }

    private static Trampoline make(MountPlan.Ids.Mapped mapped) {
        Trampoline holder = Trampoline.spawn(List.of("jdock-idmap"), Map.of());
        try {
            holder.link()
                    .call(new Batch()
                            .add(ProcessSteps.setDumpable(false))
                            .add(ProcessSteps.unshare(Namespace.USER.flag())
                                    .named("make a user namespace for an id-mapped mount")));
            Succession.writeMaps(holder.pid(), mapped.uids(), mapped.gids());
            return holder;
        } catch (RuntimeException e) {
            end(holder);
            throw e;
        }
    }

    private static void end(Trampoline holder) {
        holder.process().signal(Signal.KILL.number());
        holder.process().reap();
        holder.close();
    }

    @Override
    public void close() {
        holders.values().forEach(UserNamespaces::end);
        holders.clear();
    }
}
