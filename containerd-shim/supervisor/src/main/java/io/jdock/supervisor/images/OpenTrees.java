package io.jdock.supervisor.images;

import io.jdock.linux.tree.Directory;
import io.jdock.supervisor.copy.Source;
import io.jdock.supervisor.images.TreeFiles.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Trees that are open for reading, each once; closing this closes them. For one thread. */
final class OpenTrees implements AutoCloseable {

    private final TreeReader reader;
    private final String namespace;
    private final Pins.Transfer transfer;
    private final Map<Tree, Directory> roots = new HashMap<>();

    OpenTrees(TreeReader reader, String namespace, Pins.Transfer transfer) {
        this.reader = reader;
        this.namespace = namespace;
        this.transfer = transfer;
    }

    List<Source> sources(List<TreeFiles> files) {
        return files.stream()
                .map(part -> new Source(root(part.tree()), part.selection()))
                .toList();
    }

    Directory root(Tree tree) {
        return roots.computeIfAbsent(tree, _ -> reader.open(namespace, tree, transfer));
    }

    @Override
    public void close() {
        roots.values().forEach(Directory::close);
    }
}
