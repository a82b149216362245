package io.jdock.runc.criu;

import java.util.Map;
import java.util.Optional;

/**
 * What the user decides about saving and restoring alike; criu refuses what it meets and may not touch.
 *
 * @param tcpEstablished whether open TCP connections are kept
 * @param externalUnixSockets whether unix sockets may be connected to the outside
 * @param shellJob whether the session's leader may be outside, with its terminal
 * @param fileLocks whether locks on files are kept
 * @param autoDedup whether what a later image has is punched out of an earlier one
 * @param lazyPages whether memory is handed over by a page server when it is touched
 * @param configuration a file in which criu finds options that go before ours; it need not exist
 */
public record Choices(
        boolean tcpEstablished,
        boolean externalUnixSockets,
        boolean shellJob,
        boolean fileLocks,
        boolean autoDedup,
        boolean lazyPages,
        CgroupMode cgroups,
        Optional<String> configuration) {

    private static final String CONFIGURATION = "org.criu.config";

    /** Where operators have put options for containers ever since runc asks criu. */
    private static final String USUAL_CONFIGURATION = "/etc/criu/runc.conf";

    /** The same, with the file that a container's annotations name: of its own, none if they name an empty one, or the usual. */
    public Choices of(Map<String, String> annotations) {
        String file = annotations.getOrDefault(CONFIGURATION, USUAL_CONFIGURATION);
        return new Choices(
                tcpEstablished,
                externalUnixSockets,
                shellJob,
                fileLocks,
                autoDedup,
                lazyPages,
                cgroups,
                file.isEmpty() ? Optional.empty() : Optional.of(file));
    }
}
