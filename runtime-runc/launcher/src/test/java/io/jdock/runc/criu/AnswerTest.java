package io.jdock.runc.criu;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.FailedPreconditionException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What criu says. */
final class AnswerTest {

    @Test
    void aNoticeNamesAPointAndAProcess() {
        Answer answer = parse(answer(Kind.NOTIFY)
                .put(
                        Answer.NOTICE,
                        new Message().put(Notice.SCRIPT, "post-restore").put(Notice.PID, 42)));

        assertTrue(answer.success());
        assertEquals(new Notice("post-restore", 42, Optional.empty()), answer.notice());
    }

    @Test
    void aFailureNamesItsReason() {
        Answer answer = parse(new Message()
                .put(Answer.TYPE, Kind.DUMP.number())
                .put(Answer.SUCCESS, false)
                .put(Answer.ERRNO, 52));

        assertFalse(answer.success());
        assertEquals(Kind.DUMP, answer.kind());
        assertEquals(52, answer.errno());
    }

    @Test
    void aVersionIsOneNumber() {
        Message version = new Message().put(1, 3).put(2, 17).put(4, 1);

        assertEquals(
                31_701, parse(answer(Kind.VERSION).put(Answer.VERSION, version)).version());
    }

    @Test
    void anOldCriuIsRefused() {
        assertEquals(
                "CRIU version 31501 must be 31600 or higher",
                assertThrows(FailedPreconditionException.class, () -> Criu.requireVersion(31_501, false))
                        .getMessage());
        assertDoesNotThrow(() -> Criu.requireVersion(31_600, false));
        assertDoesNotThrow(() -> Criu.requireVersion(40_200, true));
    }

    @Test
    void oneThatForgetsNoNewPrivilegesIsRefusedForThose() {
        assertEquals(
                "process.noNewPrivileges: CRIU version 31701 would lose it, version 31900 or higher is needed",
                assertThrows(FailedPreconditionException.class, () -> Criu.requireVersion(31_701, true))
                        .getMessage());
        assertDoesNotThrow(() -> Criu.requireVersion(31_701, false));
        assertDoesNotThrow(() -> Criu.requireVersion(31_900, true));
    }

    @Test
    void aFeatureIsThereIfItIsSaidTo() {
        Answer answer = parse(answer(Kind.FEATURE_CHECK).put(Answer.FEATURES, new Message().put(2, true)));

        assertTrue(answer.has(Feature.LAZY_PAGES));
        assertFalse(answer.has(Feature.MEMORY_TRACKING));
        assertFalse(parse(answer(Kind.FEATURE_CHECK)).has(Feature.LAZY_PAGES));
    }

    @Test
    void whatCriuNeverSaysIsRefused() {
        assertThrows(DataLossException.class, () -> parse(new Message()));
        assertThrows(DataLossException.class, () -> parse(new Message().put(Answer.TYPE, 99)));
        assertThrows(DataLossException.class, () -> parse(answer(Kind.NOTIFY)).notice());
        assertThrows(DataLossException.class, () -> parse(answer(Kind.VERSION)).version());
    }

    private static Message answer(Kind kind) {
        return new Message().put(Answer.TYPE, kind.number()).put(Answer.SUCCESS, true);
    }

    private static Answer parse(Message message) {
        return Answer.parse(message.bytes(), Optional.empty());
    }
}
