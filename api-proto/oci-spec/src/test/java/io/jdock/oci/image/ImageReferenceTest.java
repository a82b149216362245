package io.jdock.oci.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageReferenceTest {

    private static final String HEX = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    private static final String DIGEST = "sha256:" + HEX;

    @ParameterizedTest
    @CsvSource({
        "httpd, docker.io/library/httpd, httpd",
        "httpd:2.4, docker.io/library/httpd:2.4, httpd:2.4",
        "library/httpd, docker.io/library/httpd, httpd",
        "docker.io/httpd, docker.io/library/httpd, httpd",
        "docker.io/library/httpd:x, docker.io/library/httpd:x, httpd:x",
        "index.docker.io/httpd, docker.io/library/httpd, httpd",
        "index.docker.io/me/app, docker.io/me/app, me/app",
        "me/app, docker.io/me/app, me/app",
        "library/a/b, docker.io/library/a/b, library/a/b",
        "docker.io/foo.bar/app, docker.io/foo.bar/app, docker.io/foo.bar/app",
        "localhost/app, localhost/app, localhost/app",
        "localhost:5000/app:1, localhost:5000/app:1, localhost:5000/app:1",
        "127.0.0.1:5000/httpd, 127.0.0.1:5000/httpd, 127.0.0.1:5000/httpd",
        "[::1]:5000/app, [::1]:5000/app, [::1]:5000/app",
        "example.com/a/b/c:T.a-g_1, example.com/a/b/c:T.a-g_1, example.com/a/b/c:T.a-g_1",
        "EXAMPLE/app, EXAMPLE/app, EXAMPLE/app",
        "xn--n3h.com/myimage:xn--n3h.com, xn--n3h.com/myimage:xn--n3h.com, xn--n3h.com/myimage:xn--n3h.com",
        "foo_bar.com:8080, docker.io/library/foo_bar.com:8080, foo_bar.com:8080",
        "foo__bar/a-----b, docker.io/foo__bar/a-----b, foo__bar/a-----b",
        "httpd@" + DIGEST + ", docker.io/library/httpd@" + DIGEST + ", httpd@" + DIGEST,
        "httpd:1@" + DIGEST + ", docker.io/library/httpd:1@" + DIGEST + ", httpd:1@" + DIGEST,
    })
    void readsWhatPeopleTypeAndWritesItBackFamiliarly(String typed, String full, String familiar) {
        ImageReference reference = ImageReference.parse(typed);

        assertEquals(full, reference.toString());
        assertEquals(familiar, reference.familiar());
        assertEquals(reference, ImageReference.parse(full));
        assertEquals(reference, ImageReference.parse(familiar));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":tag",
                "@" + DIGEST,
                "httpd@sha256:abc",
                "httpd@sha512:" + HEX,
                "httpd@",
                "httpd:",
                "httpd:-tag",
                "httpd:a b",
                "HTTPD",
                "docker.io/Httpd",
                "library/HTTPD:latest",
                "a//b",
                "/httpd",
                "httpd/",
                "-httpd",
                "httpd-",
                "_httpd",
                "a___b",
                "a..b",
                "a._b",
                "-foo.com/app",
                "foo_bar.com:8080/app",
                "[fe80::1%eth0]:5000/app",
                "[2001:db8::1/app",
                "../../etc/passwd",
                "example.com/../app",
                "httpd:latest:twice",
                "http://example.com/app",
                "app\n",
                "bücher",
                HEX,
                "docker.io/library/" + HEX + ":t@t",
            })
    void refusesWhatIsNoReference(String typed) {
        assertThrows(InvalidArgumentException.class, () -> ImageReference.parse(typed));
    }

    @Test
    void boundsTagAndRepositoryLength() {
        assertEquals(
                128, ImageReference.parse("a:" + "t".repeat(128)).identifier().length());
        assertThrows(InvalidArgumentException.class, () -> ImageReference.parse("a:" + "t".repeat(129)));
        assertEquals("a".repeat(247), ImageReference.parse("a".repeat(247)).familiar());
        assertThrows(InvalidArgumentException.class, () -> ImageReference.parse("a/".repeat(140) + "a"));
        assertThrows(InvalidArgumentException.class, () -> ImageReference.parse("a-".repeat(1_000_000) + "a"));
    }

    @Test
    void saysWhatIsWrongInDockersWords() {
        var upper = assertThrows(InvalidArgumentException.class, () -> ImageReference.parse("Httpd"));
        assertEquals("invalid reference format: repository name (Httpd) must be lowercase", upper.getMessage());

        var hex = assertThrows(InvalidArgumentException.class, () -> ImageReference.parse(HEX));
        assertTrue(hex.text().endsWith("cannot specify 64-byte hexadecimal strings"), hex.text());
    }

    @Test
    void addsTheDefaultTagOnlyWhereNothingSelectsAnImage() {
        assertEquals(
                "docker.io/library/a:latest",
                ImageReference.parse("a").withDefaultTag().toString());
        assertEquals(
                "docker.io/library/a:1",
                ImageReference.parse("a:1").withDefaultTag().toString());
        assertEquals(
                "docker.io/library/a@" + DIGEST,
                ImageReference.parse("a@" + DIGEST).withDefaultTag().toString());
    }

    @Test
    void asksARegistryForTheDigestWhenThereIsOne() {
        assertEquals("latest", ImageReference.parse("a").identifier());
        assertEquals("1", ImageReference.parse("a:1").identifier());
        assertEquals(DIGEST, ImageReference.parse("a:1@" + DIGEST).identifier());
    }
}
