package io.jdock.runc.criu;

/** The options that we set, with the numbers of their fields in {@code criu_opts} of CRIU's rpc.proto. */
enum Option {
    IMAGES_DIR_FD(1),
    PID(2),
    LEAVE_RUNNING(3),
    EXT_UNIX_SK(4),
    TCP_ESTABLISHED(5),
    EVASIVE_DEVICES(6),
    SHELL_JOB(7),
    FILE_LOCKS(8),
    LOG_LEVEL(9),
    LOG_FILE(10),
    PS(11),
    NOTIFY_SCRIPTS(12),
    ROOT(13),
    PARENT_IMG(14),
    TRACK_MEM(15),
    AUTO_DEDUP(16),
    WORK_DIR_FD(17),
    LINK_REMAP(18),
    EXT_MNT(23),
    MANAGE_CGROUPS(24),
    CG_ROOT(25),
    RST_SIBLING(26),
    INHERIT_FD(27),
    MANAGE_CGROUPS_MODE(34),
    EXTERNAL(37),
    EMPTY_NS(38),
    JOIN_NS(39),
    FREEZE_CGROUP(44),
    TCP_SKIP_IN_FLIGHT(46),
    LAZY_PAGES(48),
    ORPHAN_PTS_MASTER(50),
    CONFIG_FILE(51),
    LSM_PROFILE(53),
    LSM_MOUNT_CONTEXT(63);

    private final int field;

    Option(int field) {
        this.field = field;
    }

    int field() {
        return field;
    }
}
