package io.jdock.runc.criu;

import java.util.TreeMap;

/** Asks criu to restore a container. */
public final class RestoreRequest {

    /** Where criu writes what it does, in the work directory or else in that of the images. */
    public static final String LOG = "restore.log";

    private RestoreRequest() {}

    /** For a {@link Session} that has its directories. */
    public static Request of(RestoreChoices choices, RestoredContainer container) {
        Options options = Options.of(choices.common(), LOG)
                .set(Option.ROOT, container.root().toString())
                .set(Option.EVASIVE_DEVICES, true)
                // Our child, not criu's.
                .set(Option.RST_SIBLING, true);
        choices.lsmProfile().ifPresent(profile -> options.set(Option.LSM_PROFILE, profile));
        choices.lsmMountContext().ifPresent(context -> options.set(Option.LSM_MOUNT_CONTEXT, context));
        new TreeMap<>(container.cgroups())
                .forEach((controllers, path) -> options.add(Option.CG_ROOT, controllers, path));
        new TreeMap<>(container.namespaces())
                .forEach((kind, file) -> options.add(Option.JOIN_NS, kind, file.toString()));
        new TreeMap<>(container.inherited())
                .forEach((name, descriptor) -> options.set(
                        Option.INHERIT_FD,
                        new Message().put(Options.FIRST, name).put(Options.SECOND, descriptor)));
        container
                .mounts()
                .forEach(mount -> options.add(
                        Option.EXT_MNT, mount.place(), mount.source().toString()));
        options.add(Option.EXT_MNT, DumpRequest.NULL_DEVICE, DumpRequest.NULL_DEVICE);
        return Request.of(Kind.RESTORE, options);
    }
}
