package io.jdock.it;

import java.nio.file.Path;

/** Image archives the tests run. */
final class TestImages {

    private TestImages() {}

    /** A busybox with all its applets, as {@code jdock/httpd:embedded}; its command is a web server. */
    static Path busybox() {
        return Path.of(System.getProperty("jdock.distribution"), "share", "httpd.tar");
    }

    /**
     * The busybox with further layers, each of 20 files that no compression makes smaller. The digests of layer N's files are in
     * its {@code /sums-N}, for {@link ImageAudit}.
     */
    static Path random(Path archive, String name, int layers, int mebibytesEach) {
        Command.run(
                        Path.of(System.getProperty("jdock.scripts"), "random-image")
                                .toString(),
                        busybox().toString(),
                        archive.toString(),
                        name,
                        Integer.toString(layers),
                        Integer.toString(mebibytesEach))
                .expect(0);
        return archive;
    }

    /** A Debian with its apache2, as {@code httpd:latest}; made once per user and kept. */
    static Path debianHttpd(Path dir) {
        Path archive = dir.resolve("debian-httpd.tar");
        Command.run(Path.of(System.getProperty("jdock.scripts"), "debian-httpd").toString(), archive.toString())
                .expect(0);
        return archive;
    }
}
