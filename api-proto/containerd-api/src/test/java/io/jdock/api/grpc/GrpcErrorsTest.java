package io.jdock.api.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.Status;
import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.DeadlineExceededException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.errdefs.NotModifiedException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.errdefs.UnavailableException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class GrpcErrorsTest {

    private static final String TEXT = "mount proc on /proc: operation not permitted";

    static Stream<EngineException> everyKind() {
        return Stream.of(
                new InvalidArgumentException(TEXT),
                new NotFoundException(TEXT),
                new AlreadyExistsException(TEXT),
                new ConflictException(TEXT),
                new FailedPreconditionException(TEXT),
                new NotModifiedException(TEXT),
                new PermissionDeniedException(TEXT),
                new UnauthenticatedException(TEXT),
                new ResourceExhaustedException(TEXT),
                new UnavailableException(TEXT),
                new DeadlineExceededException(TEXT),
                new CanceledException(TEXT),
                new NotImplementedException(TEXT),
                new DataLossException(TEXT),
                new InternalException(TEXT));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void bringsBackTheKindAndTheTextThatWereThrown(EngineException thrown) {
        EngineException received = GrpcErrors.fromException(GrpcErrors.toStatusException(thrown));

        assertEquals(thrown.getClass(), received.getClass());
        assertEquals(TEXT, received.text());
    }

    @Test
    void theListAboveIsTheWholeTree() {
        Set<Class<?>> listed = everyKind().map(Object::getClass).collect(Collectors.toSet());

        assertEquals(Set.of(EngineException.class.getPermittedSubclasses()), listed);
    }

    @Test
    void tellsAClientOfContainerdThatAnUnchangedObjectFailedAPrecondition() {
        Status status = GrpcErrors.toStatus(new NotModifiedException(TEXT));

        assertEquals(Status.Code.FAILED_PRECONDITION, status.getCode());
        assertEquals(TEXT, status.getDescription());
    }

    @ParameterizedTest
    @EnumSource(value = Status.Code.class, names = "OK", mode = EnumSource.Mode.EXCLUDE)
    void namesTheCodeWhenAServerGaveNoText(Status.Code code) {
        EngineException received = GrpcErrors.fromException(code.toStatus().asRuntimeException());

        assertEquals(code.name(), received.text());
    }

    @Test
    void understandsTheFailureOfABlockingStream() {
        EngineException received = GrpcErrors.fromException(
                Status.UNAVAILABLE.withDescription(TEXT).asException());

        assertInstanceOf(UnavailableException.class, received);
    }

    @Test
    void refusesToMakeAnErrorOutOfSuccess() {
        assertThrows(IllegalArgumentException.class, () -> GrpcErrors.fromException(Status.OK.asRuntimeException()));
    }
}
