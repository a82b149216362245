package io.jdock.daemon.image.grpc;

import io.jdock.api.supervisor.v1.Files;
import io.jdock.api.supervisor.v1.Tree;
import io.jdock.daemon.image.Trees;
import java.util.List;

/** What names files, in the supervisor's terms. */
final class TreeMessages {

    private TreeMessages() {}

    static List<Files> files(List<Trees.Files> files) {
        return files.stream().map(TreeMessages::files).toList();
    }

    private static Files files(Trees.Files files) {
        return Files.newBuilder()
                .setTree(tree(files.tree()))
                .addAllPatterns(files.patterns())
                .addAllExcludes(files.excludes())
                .setExtract(files.extract())
                .build();
    }

    static Tree tree(Trees.Tree tree) {
        return switch (tree) {
            case Trees.Tree.Received(String key) ->
                Tree.newBuilder().setReceived(key).build();
            case Trees.Tree.Image(String id) -> Tree.newBuilder().setImageId(id).build();
        };
    }
}
