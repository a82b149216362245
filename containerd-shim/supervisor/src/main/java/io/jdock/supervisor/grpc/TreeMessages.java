package io.jdock.supervisor.grpc;

import io.jdock.api.supervisor.v1.CopyRequest;
import io.jdock.api.supervisor.v1.Files;
import io.jdock.api.supervisor.v1.ReadFileRequest;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.supervisor.copy.Selection;
import io.jdock.supervisor.images.CopyOrder;
import io.jdock.supervisor.images.TreeFiles;
import io.jdock.supervisor.images.TreeFiles.Tree;
import java.util.List;
import java.util.OptionalInt;

/** Reads what clients say of files. */
final class TreeMessages {

    /** What an answer has room for. */
    private static final long MOST_BYTES = 4 << 20;

    private static final int PERMISSIONS = 07777;

    private TreeMessages() {}

    static CopyOrder order(CopyRequest request) {
        if (!request.getDestination().startsWith("/")) {
            throw new InvalidArgumentException(
                    "copy to \"%s\": the destination is not absolute".formatted(request.getDestination()));
        }
        if (request.hasMode() && (request.getMode() & ~PERMISSIONS) != 0) {
            throw new InvalidArgumentException("copy to %s: mode %o has more than permission bits"
                    .formatted(request.getDestination(), request.getMode()));
        }
        return new CopyOrder(
                files(request.getFilesList()),
                request.getDestination(),
                request.getOwner(),
                request.hasMode() ? OptionalInt.of(request.getMode()) : OptionalInt.empty());
    }

    static List<TreeFiles> files(List<Files> messages) {
        return messages.stream().map(TreeMessages::files).toList();
    }

    private static TreeFiles files(Files message) {
        return new TreeFiles(
                tree(message.getTree()),
                new Selection(message.getPatternsList(), message.getExcludesList(), message.getExtract()));
    }

    static Tree tree(io.jdock.api.supervisor.v1.Tree message) {
        return switch (message.getTreeCase()) {
            case RECEIVED -> new Tree.Received(message.getReceived());
            case IMAGE_ID -> new Tree.OfImage(message.getImageId());
            case TREE_NOT_SET -> throw new InvalidArgumentException("the files have no tree");
        };
    }

    static int limit(ReadFileRequest request) {
        long limit = request.getLimit();
        if (limit < 0 || limit > MOST_BYTES) {
            throw new InvalidArgumentException("read %s: limit %s is above %d bytes"
                    .formatted(request.getPath(), Long.toUnsignedString(limit), MOST_BYTES));
        }
        return (int) limit;
    }
}
