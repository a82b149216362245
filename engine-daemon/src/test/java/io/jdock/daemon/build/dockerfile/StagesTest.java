package io.jdock.daemon.build.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StagesTest {

    private static final Dockerfile FILE = Dockerfile.parse("""
            ARG kind=debug
            FROM alpine AS tools
            FROM tools AS source
            FROM alpine AS unrelated
            COPY --from=source a b
            FROM scratch AS debug
            COPY --from=0 a b
            COPY --from=busybox a b
            FROM scratch AS release
            COPY --from=SOURCE a b
            FROM ${kind}
            RUN x
            """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|debug|[0, 3, 5]",
                "''|release|[0, 1, 4, 5]",
                "''|alpine|[5]",
                "source|debug|[0, 1]",
                "Tools|debug|[0]",
                "2|debug|[0, 1, 2]",
                "unrelated|debug|[0, 1, 2]",
            })
    void onlyWhatATargetNeedsIsBuilt(String target, String kind, String stages) {
        assertEquals(stages, FILE.needed(target, Map.of("kind", kind)).toString());
    }

    @ParameterizedTest
    @CsvSource({"nothing", "6", "99999999999"})
    void anUnknownTargetIsAnError(String target) {
        var error = assertThrows(InvalidArgumentException.class, () -> FILE.needed(target, Map.of("kind", "x")));

        assertEquals("failed to reach build target %s in Dockerfile".formatted(target), error.text());
    }

    @Test
    void aBaseIsAnEarlierStageOrAnImage() {
        assertEquals(OptionalInt.of(0), FILE.base(1, "tools"));
        assertEquals(OptionalInt.of(0), FILE.base(5, "TOOLS"));
        assertEquals(OptionalInt.empty(), FILE.base(0, "source"));
        assertEquals(OptionalInt.empty(), FILE.base(5, "0"));
        assertEquals(OptionalInt.empty(), FILE.base(5, "alpine"));
    }

    @Test
    void filesComeFromAnEarlierStageOrAnImage() {
        assertEquals(OptionalInt.of(2), FILE.source(5, "2"));
        assertEquals(OptionalInt.of(1), FILE.source(5, "Source"));
        assertEquals(OptionalInt.empty(), FILE.source(1, "release"));
        assertEquals(OptionalInt.empty(), FILE.source(5, "busybox:1"));
        assertEquals(OptionalInt.empty(), FILE.source(5, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "3, refers to current build stage",
        "debug, refers to current build stage",
        "4, index out of bounds",
        "99, index out of bounds"
    })
    void aStageCannotCopyFromItselfOrALaterOne(String from, String problem) {
        var error = assertThrows(InvalidArgumentException.class, () -> FILE.source(3, from));

        assertEquals("invalid from flag value %s: %s".formatted(from, problem), error.text());
    }

    @Test
    void aBaseIsExpandedWithGlobalArguments() {
        Instruction.From from = FILE.stages().getLast().from();

        assertEquals("x:1", from.expanded(Map.of("kind", "x:1")).image());
        assertEquals(
                "base name (${kind}) should not be blank",
                assertThrows(InvalidArgumentException.class, () -> from.expanded(Map.of()))
                        .text());
    }

    @Test
    void stagesAreInOrder() {
        assertEquals(
                List.of("tools", "source", "unrelated", "debug", "release", ""),
                FILE.stages().stream().map(stage -> stage.from().name()).toList());
    }
}
