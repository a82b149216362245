package io.jdock.oci.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The program a container runs, or one that is executed inside a running container.
 *
 * @param terminal whether a pseudo terminal is attached
 * @param consoleSize first size of that terminal
 * @param user who it runs as
 * @param args program and arguments; the program is looked up in {@code PATH} unless it has a slash
 * @param env {@code NAME=value} each
 * @param cwd absolute working directory inside the container
 * @param capabilities the five capability sets; null leaves the process none
 * @param rlimits resource limits
 * @param noNewPrivileges whether setuid programs lose their effect
 * @param apparmorProfile AppArmor profile entered on exec
 * @param oomScoreAdj -1000 to 1000
 * @param selinuxLabel SELinux label of the process
 * @param scheduler how it is scheduled
 * @param ioPriority how urgent its traffic with block devices is
 * @param execCpuAffinity where it may run, for a process that joins a running container
 */
public record Process(
        boolean terminal,
        @Nullable Box consoleSize,
        User user,
        List<String> args,
        List<String> env,
        String cwd,
        @Nullable Capabilities capabilities,
        List<Rlimit> rlimits,
        boolean noNewPrivileges,
        @Nullable String apparmorProfile,
        @Nullable Integer oomScoreAdj,
        @Nullable String selinuxLabel,
        @Nullable Scheduler scheduler,
        @Nullable IoPriority ioPriority,
        @Nullable CpuAffinity execCpuAffinity) {

    public Process {
        args = List.copyOf(args);
        env = List.copyOf(env);
        rlimits = List.copyOf(rlimits);
    }

    /** Starts with everything absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts with what this value says. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.terminal = terminal;
        copy.consoleSize = consoleSize;
        copy.user = user;
        copy.args = args;
        copy.env = env;
        copy.cwd = cwd;
        copy.capabilities = capabilities;
        copy.rlimits = rlimits;
        copy.noNewPrivileges = noNewPrivileges;
        copy.apparmorProfile = apparmorProfile;
        copy.oomScoreAdj = oomScoreAdj;
        copy.selinuxLabel = selinuxLabel;
        copy.scheduler = scheduler;
        copy.ioPriority = ioPriority;
        copy.execCpuAffinity = execCpuAffinity;
        return copy;
    }

    /** Collects the parts of a {@link Process}; what is not set stays absent. */
    public static final class Builder {

        private boolean terminal;
        private @Nullable Box consoleSize;
        private User user = User.ROOT;
        private List<String> args = List.of();
        private List<String> env = List.of();
        private String cwd = "/";
        private @Nullable Capabilities capabilities;
        private List<Rlimit> rlimits = List.of();
        private boolean noNewPrivileges;
        private @Nullable String apparmorProfile;
        private @Nullable Integer oomScoreAdj;
        private @Nullable String selinuxLabel;
        private @Nullable Scheduler scheduler;
        private @Nullable IoPriority ioPriority;
        private @Nullable CpuAffinity execCpuAffinity;

        private Builder() {}

        public Builder terminal(boolean value) {
            terminal = value;
            return this;
        }

        public Builder consoleSize(@Nullable Box value) {
            consoleSize = value;
            return this;
        }

        public Builder user(User value) {
            user = value;
            return this;
        }

        public Builder args(List<String> value) {
            args = value;
            return this;
        }

        public Builder env(List<String> value) {
            env = value;
            return this;
        }

        public Builder cwd(String value) {
            cwd = value;
            return this;
        }

        public Builder capabilities(@Nullable Capabilities value) {
            capabilities = value;
            return this;
        }

        public Builder rlimits(List<Rlimit> value) {
            rlimits = value;
            return this;
        }

        public Builder noNewPrivileges(boolean value) {
            noNewPrivileges = value;
            return this;
        }

        public Builder apparmorProfile(@Nullable String value) {
            apparmorProfile = value;
            return this;
        }

        public Builder oomScoreAdj(@Nullable Integer value) {
            oomScoreAdj = value;
            return this;
        }

        public Builder selinuxLabel(@Nullable String value) {
            selinuxLabel = value;
            return this;
        }

        public Builder scheduler(@Nullable Scheduler value) {
            scheduler = value;
            return this;
        }

        public Builder ioPriority(@Nullable IoPriority value) {
            ioPriority = value;
            return this;
        }

        public Builder execCpuAffinity(@Nullable CpuAffinity value) {
            execCpuAffinity = value;
            return this;
        }

        public Process build() {
            return new Process(
                    terminal,
                    consoleSize,
                    user,
                    args,
                    env,
                    cwd,
                    capabilities,
                    rlimits,
                    noNewPrivileges,
                    apparmorProfile,
                    oomScoreAdj,
                    selinuxLabel,
                    scheduler,
                    ioPriority,
                    execCpuAffinity);
        }
    }
}
