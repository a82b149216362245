package io.jdock.daemon.image.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ExecutionConfig;
import io.jdock.oci.image.Healthcheck;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChangesTest {

    private static ExecutionConfig apply(String... lines) {
        return Changes.apply(ExecutionConfig.EMPTY, List.of(lines));
    }

    @Test
    void commandsAreJsonOrForAShell() {
        assertEquals(List.of("a", "b c"), apply("CMD [\"a\", \"b c\"]").cmd());
        assertEquals(
                List.of("/bin/sh", "-c", "[ -f x ] && y"),
                apply("cmd [ -f x ] && y").cmd());
        assertEquals(List.of("/bin/sh", "-c", "top"), apply("ENTRYPOINT top").entrypoint());
    }

    @Test
    void anotherEntrypointDropsTheArgumentsOfTheOneBefore() {
        ExecutionConfig before = apply("CMD [\"old\"]");

        assertEquals(
                List.of(), Changes.apply(before, List.of("ENTRYPOINT [\"e\"]")).cmd());
        assertEquals(
                List.of("new"),
                Changes.apply(before, List.of("CMD [\"new\"]\nENTRYPOINT [\"e\"]"))
                        .cmd());
    }

    @Test
    void variablesAndLabelsAreSetAndUsed() {
        ExecutionConfig config = apply(
                "ENV A=1 B=\"two words\" C=$A-${B:-x}${A:+y}",
                "ENV OLD the whole rest",
                "# a comment",
                "LABEL a.b='c $A' \"quoted key\"=d",
                "USER ${NOBODY:-nobody}",
                "WORKDIR /srv",
                "WORKDIR app/../$A");

        assertEquals(List.of("A=1", "B=two words", "C=-x", "OLD=the whole rest"), config.env());
        assertEquals(Map.of("a.b", "c $A", "quoted key", "d"), config.labels());
        assertEquals("nobody", config.user());
        assertEquals("/srv/1", config.workingDir());
    }

    @Test
    void aVariableHasTheValueFromBeforeItsInstruction() {
        assertEquals(List.of("A=1", "B="), apply("ENV A=1 B=$A").env());
        assertEquals(List.of("A=1", "B=1"), apply("ENV A=1", "ENV B=$A").env());
    }

    @Test
    void portsVolumesAndTheRest() {
        ExecutionConfig config = apply(
                "EXPOSE 80 53/UDP 8000-8002",
                "VOLUME /data /logs",
                "VOLUME [\"/with space\"]",
                "STOPSIGNAL SIGINT",
                "ONBUILD RUN make");

        assertEquals(Set.of("80/tcp", "53/udp", "8000/tcp", "8001/tcp", "8002/tcp"), config.exposedPorts());
        assertEquals(Set.of("/data", "/logs", "/with space"), config.volumes());
        assertEquals("SIGINT", config.stopSignal());
        assertEquals(List.of("RUN make"), config.onBuild());
    }

    @Test
    void healthchecksHaveTimes() {
        Healthcheck check =
                Objects.requireNonNull(apply("HEALTHCHECK --interval=1m30s --retries=3 CMD curl -f localhost")
                        .healthcheck());

        assertEquals(List.of("CMD-SHELL", "curl -f localhost"), check.test());
        assertEquals(90_000_000_000L, check.interval());
        assertEquals(3, check.retries());
        assertEquals(
                List.of("CMD", "/check"),
                Objects.requireNonNull(apply("HEALTHCHECK CMD [\"/check\"]").healthcheck())
                        .test());
        assertEquals(
                List.of("NONE"),
                Objects.requireNonNull(apply("HEALTHCHECK NONE").healthcheck()).test());
    }

    @Test
    void whatIsNotNamedStays() {
        ExecutionConfig before = apply("ENV A=1", "EXPOSE 80", "LABEL a=b", "CMD x", "USER u", "VOLUME /v");

        assertEquals(before, Changes.apply(before, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUN x|RUN is not a valid change command",
                "COPY a b|COPY is not a valid change command",
                "CMD|CMD requires at least one argument",
                "ENV A|ENV must have two arguments",
                "ENV A=1 B|Syntax error - can't find = in \"B\". Must be of the form: name=value",
                "USER|USER requires exactly one argument",
                "SHELL [\"a\"]|SHELL is not a valid change command",
                "MAINTAINER a|MAINTAINER is not a valid change command",
                "ENV =1|ENV names can not be blank",
                "ENV $B=1|invalid environment variable: =1",
                "STOPSIGNAL x|Invalid signal: x",
                "WORKDIR $B|WORKDIR: cannot normalize nothing",
                "VOLUME $B|VOLUME specified can not be an empty string",
                "ONBUILD from x|FROM isn't allowed as an ONBUILD trigger",
                "ONBUILD ONBUILD RUN x|Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
                "CMD [1]|when using JSON array syntax, arrays must be comprised of strings only",
                "CMD --x y|unknown flag: --x",
                "EXPOSE 80/xyz|invalid proto: xyz",
                "EXPOSE 70000|invalid containerPort: 70000",
                "EXPOSE 9-8|invalid containerPort: 9-8",
                "LABEL a=\"b|failed to process \"\\\"b\": unexpected end of statement while looking for matching double-quote",
                "ENV A=${B:?x}|failed to process \"${B:?x}\": B: x",
                "HEALTHCHECK --every=1s CMD x|unknown flag: --every",
                "HEALTHCHECK RUN x|unknown type \"RUN\" in HEALTHCHECK (try CMD)",
                "HEALTHCHECK --retries=x CMD x|--retries: invalid number: x",
            })
    void saysWhatIsWrong(String line, String problem) {
        var error = assertThrows(InvalidArgumentException.class, () -> apply(line));

        assertEquals(problem, error.text());
    }
}
