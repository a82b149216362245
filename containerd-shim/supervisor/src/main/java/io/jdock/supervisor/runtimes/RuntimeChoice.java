package io.jdock.supervisor.runtimes;

/** What makes the containers of a task and acts on them. */
public sealed interface RuntimeChoice {

    /**
     * The code of this process; nothing is executed but what the container wants.
     *
     * @param systemdCgroup whether systemd has to make the cgroup of a new container; if not, the form of its path says who does
     */
    record BuiltIn(boolean systemdCgroup) implements RuntimeChoice {}

    /**
     * A program with the command line of OCI runtimes. A later supervisor reads this from a file.
     *
     * @param path absolute
     * @param root absolute; the directory of its state, which no other program uses
     * @param systemdCgroup whether systemd makes its cgroups
     * @param noPivotRoot whether containers are to be moved to their root, for a host whose own root cannot be pivoted away from
     * @param noNewKeyring whether containers are to have the session keyring of the supervisor
     */
    record Binary(String path, String root, boolean systemdCgroup, boolean noPivotRoot, boolean noNewKeyring)
            implements RuntimeChoice {

        /** What errors call it: {@code runc}. */
        public String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }
}
