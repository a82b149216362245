package io.jdock.cli.command.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunFailureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec: \"nosuch\": executable file not found in $PATH: unknown|127",
                "exec: \"/nosuch\": stat /nosuch: no such file or directory|127",
                "exec: \"/tmp\": permission denied: unknown|126",
                "exec: \"/tmp\": is a directory|126",
                "network nope not found|125",
                "driver failed programming external connectivity: port is already allocated|125",
            })
    void mapsTheEnginesTextToAnExitStatus(String text, int expected) {
        assertEquals(expected, RunFailure.statusOf(text));
    }
}
