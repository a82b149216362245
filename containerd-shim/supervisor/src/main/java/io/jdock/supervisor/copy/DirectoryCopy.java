package io.jdock.supervisor.copy;

import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.FileStatus;
import io.jdock.linux.tree.Directory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Copies what is in a directory into another one. Directories are merged and become what the copied ones are; files that have several
 * names among what is copied have them in the copy too. Sockets are left out.
 */
final class DirectoryCopy implements Walk.Visitor, AutoCloseable {

    private static final int LONGEST_PATH = 4096;

    private final FileCopy files;
    private final Directory root;
    private final Deque<Directory> open = new ArrayDeque<>();
    private final StringBuilder path = new StringBuilder();
    private final String above;
    /** Where below the root each file with several names has gone first. */
    private final Map<FileId, String> linked = new HashMap<>();

    private record FileId(long fileSystem, long inode) {}

    /**
     * @param root where all goes; stays open
     * @param place of it in its tree
     */
    DirectoryCopy(FileCopy files, Directory root, Place place) {
        this.files = files;
        this.root = root;
        this.above = place.isRoot() ? "" : place.path() + "/";
        open.push(root);
    }

    @Override
    public void enter(Directory parent, String name, FileStatus status) {
        FileCopy.makeDirectory(spot(name));
        open.push(open.element().child(name));
        path.append(name).append('/');
    }

    @Override
    public void leave(Directory parent, String name, FileStatus status) {
        open.pop().close();
        path.setLength(path.length() - name.length() - 1);
        // Last of all, as what was made inside has changed its times.
        files.dress(parent, name, status, open.element(), name);
    }

    @Override
    public void visit(Directory parent, String name, FileStatus status) {
        if (FileCopy.isSocket(status) || status.links() > 1 && link(name, status)) {
            return;
        }
        files.copy(parent, name, status, spot(name));
    }

    private Spot spot(String name) {
        return new Spot(open.element(), above + path, name);
    }

    /** Whether the file has been copied under another name, and has this one too now. */
    private boolean link(String name, FileStatus status) {
        String first = linked.putIfAbsent(new FileId(status.fileSystem(), status.inode()), path + name);
        if (first == null || first.length() >= LONGEST_PATH) {
            return false;
        }
        try {
            linkTo(first, spot(name));
            return true;
        } catch (ErrnoException e) {
            if (!e.is(Errno.EMLINK)) {
                throw e;
            }
            // The next name begins another file.
            linked.remove(new FileId(status.fileSystem(), status.inode()));
            return false;
        }
    }

    private void linkTo(String first, Spot to) {
        try {
            to.directory().makeHardLink(to.name(), root, first);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            FileCopy.clear(to);
            to.directory().makeHardLink(to.name(), root, first);
        }
    }

    @Override
    public void close() {
        while (open.size() > 1) {
            open.pop().close();
        }
    }
}
