package io.jdock.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An ext4 of its own on a loop device, that a test may fill. Nothing of it is reserved for root. */
final class SmallDisk implements AutoCloseable {

    private final Path dir;

    static boolean isPossible() {
        return "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/dev/loop-control"));
    }

    /** @param inodes files that it can have, a dozen of them taken by itself */
    SmallDisk(int mebibytes, int inodes) {
        try {
            dir = Files.createTempDirectory("it-disk");
            Files.createDirectory(root());
            String image = dir.resolve("image").toString();
            Command.run("truncate", "-s", mebibytes + "M", image).expect(0);
            Command.run("mkfs.ext4", "-q", "-F", "-m", "0", "-N", Integer.toString(inodes), image)
                    .expect(0);
            Command.run("mount", "-o", "loop", image, root().toString()).expect(0);
        } catch (IOException e) {
            throw new UncheckedIOException("make a disk", e);
        }
    }

    /** Where it is mounted. */
    Path root() {
        return dir.resolve("root");
    }

    /** Takes all room but this. */
    void fillExcept(long bytes) {
        try {
            long free = Files.getFileStore(root()).getUsableSpace();
            Command.run("fallocate", "-l", Long.toString(Math.max(free - bytes, 1)), filler().toString())
                    .expect(0);
        } catch (IOException e) {
            throw new UncheckedIOException("fill the disk", e);
        }
    }

    /** Takes all room, to the last block: what one writer was refused for its own bookkeeping another one still gets. */
    void fill() {
        fillExcept(1 << 20);
        String append = "dd if=/dev/zero bs=4k 2>/dev/null >>" + filler() + "; sync -f " + root() + "; ";
        Command.run("sh", "-c", append.repeat(3)).expect(0);
    }

    /** Takes all inodes but some. */
    void fillInodesExcept(int count) {
        Command.run(
                        "sh",
                        "-c",
                        "mkdir " + filler() + " && cd " + filler() + " && seq $(($(stat -f -c %d .) - " + count
                                + ")) | xargs touch")
                .expect(0);
    }

    /** Gives back what was taken. */
    void free() {
        Command.run("rm", "-rf", filler().toString()).expect(0);
    }

    private Path filler() {
        return root().resolve("filler");
    }

    @Override
    public void close() {
        Command.run("umount", root().toString()).expect(0);
        Command.run("rm", "-rf", dir.toString()).expect(0);
    }
}
