package io.jdock.cli.command.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "busybox,busybox,latest,docker.io,docker.io/library/busybox:latest",
        "a/b:1,a/b,1,docker.io,docker.io/a/b:1",
        "localhost/x,localhost/x,latest,localhost,localhost/x:latest",
        "127.0.0.1:5000/a/b:c,127.0.0.1:5000/a/b,c,127.0.0.1:5000,127.0.0.1:5000/a/b:c",
        "docker.io/httpd,docker.io/httpd,latest,docker.io,docker.io/library/httpd:latest",
        "x@sha256:ab,x,sha256:ab,docker.io,docker.io/library/x@sha256:ab",
    })
    void cutsNames(String text, String name, String version, String registry, String canonical) {
        ImageReference reference = ImageReference.parse(text);

        assertEquals(name, reference.name());
        assertEquals(version, reference.version());
        assertEquals(registry, reference.registry());
        assertEquals(canonical, reference.canonical());
    }
}
