package io.jdock.daemon.http.netty;

import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may connect to a unix socket: root and one group, as connecting takes write permission (unix(7)).
 *
 * @param group name of the group
 * @param required whether the group was asked for; otherwise a missing one leaves the socket to root
 */
public record SocketAccess(String group, boolean required) {

    private static final Logger LOG = LoggerFactory.getLogger(SocketAccess.class);

    void apply(Path socket) {
        try {
            // Before the group gains the right to write, so that no wider group ever has it.
            giveToGroup(socket);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
        } catch (IOException e) {
            throw new InternalException("set access to %s: %s".formatted(socket, e.getMessage()), e);
        }
    }

    private void giveToGroup(Path socket) throws IOException {
        try {
            var principal =
                    socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
            Files.getFileAttributeView(socket, PosixFileAttributeView.class).setGroup(principal);
        } catch (UserPrincipalNotFoundException e) {
            if (required) {
                throw new InvalidArgumentException(
                        "set access to %s: group %s does not exist".formatted(socket, group), e);
            }
            LOG.debug("group {} does not exist: {} is for root only", group, socket);
        }
    }
}
