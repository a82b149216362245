package io.jdock.supervisor.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebFileNameTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '!',
            value = {
                "http://h/a/b.tar.gz?x=/y, , b.tar.gz",
                "http://h/b%20c, , b c",
                "http://h/x, attachment; filename=other, x",
                "http://h/a/, attachment; filename=\"in quotes\", in quotes",
                "http://h, attachment; FileName=plain; x=y, plain",
                "http://h/a/, attachment; filename=\"../../etc/passwd\", passwd",
                "http://h/a/, attachment; filename=\"..\", ",
                "http://h/a/%2e%2e, inline, ",
                "http://h/a/, inline; xfilename=a, ",
                "http://h/a%2fb, , b",
            })
    void isTheLastPartOfThePathOrWhatTheServerSays(String uri, String disposition, String name) {
        assertEquals(Optional.ofNullable(name), WebFileName.of(URI.create(uri), Optional.ofNullable(disposition)));
    }
}
