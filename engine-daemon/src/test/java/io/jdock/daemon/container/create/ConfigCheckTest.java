package io.jdock.daemon.container.create;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.EngineException;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ExecutionConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an image says of its containers is no more trusted than what a client says. */
final class ConfigCheckTest {

    private static void check(String image) {
        ExecutionConfig defaults = Documents.read(image.getBytes(UTF_8), ExecutionConfig.class, "the test's image");
        ContainerConfig asked = EngineJson.read("{\"Cmd\":[\"sh\"]}".getBytes(UTF_8), ContainerConfig.class);
        ConfigCheck.check(ConfigMerge.merge(asked, defaults));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"StopSignal\":\"-1\"}|Invalid signal: -1",
                "{\"StopSignal\":\"SIGKILL;x\"}|Invalid signal: SIGKILL;x",
                "{\"StopSignal\":\"99999999999\"}|Invalid signal: 99999999999",
                "{\"Env\":[\"=x\"]}|invalid environment variable: =x",
                "{\"Env\":[\"A=b\\u0000LD_PRELOAD=c\"]}|invalid value with a null character: \"A=b?LD_PRELOAD=c\"",
                "{\"User\":\"root\\u0000x\"}|invalid value with a null character: \"root?x\"",
                "{\"Entrypoint\":[\"/bin/\\u0000sh\"]}|invalid value with a null character: \"/bin/?sh\"",
                "{\"WorkingDir\":\"../..\"}|the working directory '../..' is invalid, it needs to be an absolute path",
            })
    void refusesWhatCannotBeRun(String image, String problem) {
        var error = assertThrows(EngineException.class, () -> check(image));

        assertEquals(problem, error.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999/foo", "99999/tcp", "0/tcp", "-1/udp", "80/tcp; reboot", "x", "80/tcp/udp"})
    void refusesPortsThatAreNone(String port) {
        assertThrows(EngineException.class, () -> check("{\"ExposedPorts\":{\"%s\":{}}}".formatted(port)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"StopSignal\":\"SIGRTMIN+3\",\"ExposedPorts\":{\"80\":{},\"53/udp\":{}}}",
                "{\"Labels\":{\"com.docker.x\":\"1\"},\"OnBuild\":[\"RUN x\"],\"Shell\":[\"\"]}"
            })
    void takesWhatIsHarmless(String image) {
        assertDoesNotThrow(() -> check(image));
    }
}
