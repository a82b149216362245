package io.jdock.cli.command.build.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.cli.command.CommandException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that name a repository. */
final class GitAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://h/r.git, https://h/r.git, '', ''",
        "http://h/r.git#main, http://h/r.git, main, ''",
        "https://h/r.git#v1:docker/web, https://h/r.git, v1, docker/web",
        "https://h/r.git#:docker, https://h/r.git, '', docker",
        "git://h/r, git://h/r, '', ''",
        "ssh://git@h/r#a, ssh://git@h/r, a, ''",
        "git@h:o/r#a:b, git@h:o/r, a, b",
        "github.com/o/r, https://github.com/o/r, '', ''",
        "github.com/o/r#refs/pull/1/head, https://github.com/o/r, refs/pull/1/head, ''",
    })
    void areCutIntoRemoteRefAndDirectory(String word, String remote, String ref, String directory) {
        assertEquals(true, GitAddress.isOne(word));
        assertEquals(new GitAddress(remote, ref, directory), GitAddress.parse(word));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://h/r.tar.gz", "https://h/r", "r.git", "ext::sh", "file:///r.git", "http://h/a.git/b"})
    void othersAreNone(String word) {
        assertEquals(false, GitAddress.isOne(word));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/r.git#--upload-pack=touch",
                "git@-oProxyCommand=touch:r",
                "ssh://-oProxyCommand=touch/r",
                "ssh://git@-oProxyCommand=touch/r",
                "git://-x/r"
            })
    void optionsOfProgramsAreRefused(String word) {
        assertThrows(CommandException.class, () -> GitAddress.parse(word));
    }
}
