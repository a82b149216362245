package io.jdock.runc.criu;

/** Asks criu to save a container. */
public final class DumpRequest {

    /** Where criu writes what it does, in the work directory or else in that of the images. */
    public static final String LOG = "dump.log";

    /** What a covered file shows, as the image names it. */
    static final String NULL_DEVICE = "/dev/null";

    private DumpRequest() {}

    /** For a {@link Session} that has its directories. */
    public static Request of(DumpChoices choices, SavedContainer container) {
        Options options = Options.of(choices.common(), LOG)
                .set(Option.ROOT, container.rootfs().toString())
                .set(Option.PID, container.pid())
                .set(Option.LEAVE_RUNNING, choices.leaveRunning())
                .set(Option.TCP_SKIP_IN_FLIGHT, choices.tcpSkipInFlight())
                .set(Option.LINK_REMAP, choices.linkRemap());
        container.freezer().ifPresent(directory -> options.set(Option.FREEZE_CGROUP, directory.toString()));
        container.namespaces().forEach(namespace -> options.set(Option.EXTERNAL, namespace));
        choices.pageServer().ifPresent(server -> options.set(Option.PS, server.message()));
        choices.parent()
                .ifPresent(parent -> options.set(Option.PARENT_IMG, parent).set(Option.TRACK_MEM, true));
        if (choices.memoryOnly()) {
            return Request.of(Kind.PRE_DUMP, options);
        }
        // The name by which the restore finds what to mount there.
        container.mounts().forEach(mount -> options.add(Option.EXT_MNT, mount.place(), mount.place()));
        container.maskedFiles().forEach(file -> options.add(Option.EXT_MNT, file, NULL_DEVICE));
        return Request.of(Kind.DUMP, options);
    }
}
