package io.jdock.runc.criu;

/** The options of one request, in the making. */
final class Options {

    /** Of {@code ext_mount_map}, {@code inherit_fd}, {@code cgroup_root}, {@code join_namespace}: both parts of a pair. */
    static final int FIRST = 1;

    static final int SECOND = 2;

    /** All that criu has to say but for its innermost thoughts, as runc has it. */
    private static final int LOG_LEVEL = 4;

    private final Message message = new Message();

    /** Those of both kinds of requests. */
    static Options of(Choices choices, String log) {
        Options options = new Options()
                .set(Option.IMAGES_DIR_FD, Session.IMAGES)
                .set(Option.WORK_DIR_FD, Session.WORK)
                .set(Option.LOG_LEVEL, LOG_LEVEL)
                .set(Option.LOG_FILE, log)
                .set(Option.MANAGE_CGROUPS, true)
                .set(Option.MANAGE_CGROUPS_MODE, choices.cgroups().number())
                .set(Option.NOTIFY_SCRIPTS, true)
                .set(Option.SHELL_JOB, choices.shellJob())
                .set(Option.EXT_UNIX_SK, choices.externalUnixSockets())
                .set(Option.TCP_ESTABLISHED, choices.tcpEstablished())
                .set(Option.FILE_LOCKS, choices.fileLocks())
                // Interfaces and addresses are whoever made them's to bring back, in a hook.
                .set(Option.EMPTY_NS, io.jdock.linux.Namespace.NETWORK.flag())
                .set(Option.ORPHAN_PTS_MASTER, true)
                .set(Option.AUTO_DEDUP, choices.autoDedup())
                .set(Option.LAZY_PAGES, choices.lazyPages());
        choices.configuration().ifPresent(file -> options.set(Option.CONFIG_FILE, file));
        return options;
    }

    Options set(Option option, long value) {
        message.put(option.field(), value);
        return this;
    }

    Options set(Option option, boolean value) {
        message.put(option.field(), value);
        return this;
    }

    Options set(Option option, String value) {
        message.put(option.field(), value);
        return this;
    }

    Options set(Option option, Message value) {
        message.put(option.field(), value);
        return this;
    }

    /** Adds a pair of texts. */
    Options add(Option option, String first, String second) {
        return set(option, new Message().put(FIRST, first).put(SECOND, second));
    }

    Message message() {
        return message;
    }
}
