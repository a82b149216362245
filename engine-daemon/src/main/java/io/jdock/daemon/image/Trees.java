package io.jdock.daemon.image;

import java.io.InputStream;
import java.util.List;
import java.util.OptionalInt;

/** Files that the supervisor keeps for a while, and what is in them. Calls block; interrupting the thread ends them. */
public interface Trees {

    /** Files to read. */
    sealed interface Tree {

        /** What was received. @param key of the reception, which is still open */
        record Received(String key) implements Tree {}

        /** An image's. */
        record Image(String id) implements Tree {}
    }

    /**
     * Which files of a tree.
     *
     * @param patterns relative to the tree's root, with {@code * ? []} within a component; each has to match something
     * @param excludes as in a {@code .dockerignore} file
     * @param extract whether a file that is named and is a tar archive is unpacked
     */
    record Files(Tree tree, List<String> patterns, List<String> excludes, boolean extract) {

        public Files {
            patterns = List.copyOf(patterns);
            excludes = List.copyOf(excludes);
        }
    }

    /**
     * Files to copy into an image.
     *
     * @param files none to have the destination made alone, as a directory
     * @param destination absolute; a directory when it ends with {@code /}, is one, or when there is more than one source
     * @param owner {@code user[:group]}, names of the image's or numbers; empty for 0:0
     * @param mode permission bits instead of the files' own
     */
    record Copy(List<Files> files, String destination, String owner, OptionalInt mode) {

        public Copy {
            files = List.copyOf(files);
        }
    }

    /** Files that are kept until this is closed. */
    interface Reception extends AutoCloseable {

        Tree.Received tree();

        /** Of the file that was received, which is alone in the tree; empty when it has none, and for an archive. */
        String name();

        /** Gives the files up. */
        @Override
        void close();
    }

    /** Receives an archive, compressed or not, and unpacks it. Returns when everything is there. */
    Reception receiveArchive(InputStream archive);

    /** The same of an archive on the web. @param url with http or https */
    Reception receiveArchive(String url);

    /** Receives one file. @param mode permission bits */
    Reception receiveFile(String name, byte[] content, int mode);

    /**
     * Receives a file of the web, named by the last part of its path. Its mode is 0600, its time that of {@code Last-Modified}.
     *
     * @param checksum {@code sha256:HEX}, or empty for any
     */
    Reception receiveFile(String url, String checksum);

    /** What a copy would bring, as a digest over names, kinds, modes and contents, but neither times nor owners. */
    String fingerprint(List<Files> files);

    /**
     * A regular file's bytes.
     *
     * @throws io.jdock.errdefs.NotFoundException when there is none
     * @throws io.jdock.errdefs.InvalidArgumentException when it is longer than {@code limit} or not a regular file
     */
    byte[] file(Tree tree, String path, int limit);
}
