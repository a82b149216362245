package io.jdock.supervisor.runtimes;

/**
 * What a client may say about an OCI runtime.
 *
 * @param binaryName a path, or a name to be found in {@code $PATH}; empty for none
 * @param root directory of the runtime's state; empty for ours
 * @param systemdCgroup whether systemd makes its cgroups
 */
public record RuntimeOptions(
        String binaryName, String root, boolean systemdCgroup, boolean noPivotRoot, boolean noNewKeyring) {

    public static final RuntimeOptions NONE = new RuntimeOptions("", "", false, false, false);
}
