package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something done with images, in the middle of which the engine is killed. It is the kind of thing that a client repeats until
 * it has succeeded.
 */
abstract class ImageOperation {

    final Engine engine;

    ImageOperation(Engine engine) {
        this.engine = engine;
    }

    /** Makes a state in which there is something to do. Nothing is killed here. */
    abstract void prepare();

    /** Does it. Status 0 says that it is done. */
    abstract Command.Result run();

    /** Checks that it is done. */
    abstract void requireDone();

    /** Looks at what there is before it is repeated. */
    void prepareAgain() {}

    /** Checks what repeating it has cost. */
    void requireCheap() {}

    @Override
    public final String toString() {
        return getClass().getSimpleName();
    }

    final Set<String> names() {
        Set<String> names = new TreeSet<>();
        engine.jdock("images", "--format", "{{.Repository}}:{{.Tag}}")
                .text()
                .lines()
                .forEach(names::add);
        return names;
    }

    final void requireThere(String name) {
        assertTrue(names().contains(name), () -> name + " is among " + names());
    }

    final void removeIfThere(String name) {
        if (names().contains(name)) {
            engine.jdock("rmi", name).expect(0);
        }
    }

    /** From a registry whose bytes are counted. */
    static final class Pull extends ImageOperation {

        /** Manifest, configuration, headers. */
        private static final long DOCUMENTS = 64 << 10;

        private final CountingProxy proxy;
        private final String name;
        private final long size;
        private long first;
        private long again;
        private long kept;

        /** @param size of its layers, in bytes */
        Pull(Engine engine, CountingProxy proxy, String name, long size) {
            super(engine);
            this.proxy = proxy;
            this.name = name;
            this.size = size;
        }

        @Override
        void prepare() {
            removeIfThere(name);
            // What was removed must be gone, or there would be nothing to pull.
            new ImageAudit(engine).assertTidy();
            first = proxy.served();
        }

        @Override
        Command.Result run() {
            return engine.jdock("pull", name);
        }

        @Override
        void requireDone() {
            requireThere(name);
        }

        @Override
        void prepareAgain() {
            again = proxy.served();
            kept = new ImageAudit(engine).unfinishedBytes();
        }

        /** What was on the disk is not served a second time. */
        @Override
        void requireCheap() {
            long served = proxy.served() - again;
            System.out.printf(
                    "    %d KiB were served before the kill, %d KiB were kept, %d KiB served again, of %d KiB%n",
                    (again - first) >> 10, kept >> 10, served >> 10, size >> 10);
            assertTrue(
                    served <= size - kept + DOCUMENTS,
                    () -> "%d bytes were served though %d of %d were there".formatted(served, kept, size));
        }
    }

    /** Of an archive. */
    static final class Load extends ImageOperation {

        private final Path archive;
        private final String name;

        Load(Engine engine, Path archive, String name) {
            super(engine);
            this.archive = archive;
            this.name = name;
        }

        @Override
        void prepare() {
            removeIfThere(name);
            new ImageAudit(engine).assertTidy();
        }

        @Override
        Command.Result run() {
            return engine.jdock("load", "-i", archive.toString());
        }

        @Override
        void requireDone() {
            requireThere(name);
        }
    }

    /** Of a running container, paused meanwhile, that has new files each time. */
    static final class Commit extends ImageOperation {

        private static final String NEW_FILES =
                "cd / && rm -rf d-x && mkdir d-x && for f in 1 2 3 4 5 6 7 8; do head -c 1048576 /dev/urandom >d-x/$f; done"
                        + " && sha256sum d-x/* >sums-x";

        private final String container;
        private int count;

        Commit(Engine engine, String container) {
            super(engine);
            this.container = container;
        }

        String newest() {
            return "made:" + count;
        }

        @Override
        void prepare() {
            engine.jdock("exec", container, "sh", "-c", NEW_FILES).expect(0);
            count++;
        }

        @Override
        Command.Result run() {
            return engine.jdock("commit", container, newest());
        }

        @Override
        void requireDone() {
            requireThere(newest());
        }
    }

    /** Of the newest image that was committed, to a repository that nobody knows. */
    static final class Push extends ImageOperation {

        private final LocalRegistry registry;
        private final CountingProxy proxy;
        private final Commit commit;
        private int count;

        Push(Engine engine, LocalRegistry registry, CountingProxy proxy, Commit commit) {
            super(engine);
            this.registry = registry;
            this.proxy = proxy;
            this.commit = commit;
        }

        private String repository() {
            return "pushed-" + count + ":1";
        }

        @Override
        void prepare() {
            commit.prepare();
            commit.run().expect(0);
            count++;
            engine.jdock("tag", commit.newest(), proxy.host() + "/" + repository())
                    .expect(0);
        }

        @Override
        Command.Result run() {
            return engine.jdock("push", proxy.host() + "/" + repository());
        }

        /** Reads all of it, and skopeo looks at each digest. */
        @Override
        void requireDone() {
            Path copy = engine.dataRoot().resolveSibling("copy");
            LocalRegistry.copy("docker://" + registry.host() + "/" + repository(), "dir:" + copy);
            Command.run("rm", "-rf", copy.toString()).expect(0);
        }
    }

    /** Of several images at a time. */
    static final class Prune extends ImageOperation {

        private static final int IMAGES = 6;

        private final Path archive;
        private final String kept;

        Prune(Engine engine, Path archive, String kept) {
            super(engine);
            this.archive = archive;
            this.kept = kept;
        }

        @Override
        void prepare() {
            for (int i = 0; i < IMAGES; i++) {
                engine.jdock("import", "-c", "ENV N=" + i, "-c", "CMD [\"sh\"]", archive.toString(), "unused:" + i)
                        .expect(0);
            }
        }

        @Override
        Command.Result run() {
            return engine.jdock("image", "prune", "-a", "-f");
        }

        @Override
        void requireDone() {
            assertEquals(Set.of(kept), names());
        }
    }
}
