package io.jdock.supervisor.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.Status;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

final class ErrorInterceptorTest {

    private static void assertStatus(Status.Code code, String text, RuntimeException error) {
        Status status = ErrorInterceptor.failure("method", error).getStatus();
        assertEquals(code, status.getCode());
        assertEquals(text, status.getDescription());
    }

    @Test
    void aFullDiskIsNamed() {
        assertStatus(
                Status.Code.RESOURCE_EXHAUSTED,
                "ingest sha256:00: no space left on device",
                new UncheckedIOException("ingest sha256:00", new IOException("No space left on device")));
        assertStatus(
                Status.Code.RESOURCE_EXHAUSTED,
                "load: /a: no space left on device",
                new UncheckedIOException(
                        "load: /a: No space left on device",
                        new FileSystemException("/a", null, "No space left on device")));
        assertStatus(
                Status.Code.RESOURCE_EXHAUSTED,
                "mkdir a: disk quota exceeded",
                new ErrnoException("mkdir a", Errno.EDQUOT));
        assertStatus(
                Status.Code.RESOURCE_EXHAUSTED,
                "unpack: no space left on device",
                new IllegalStateException("unpack", new IOException("No space left on device")));
    }

    @Test
    void otherFailuresSayWhy() {
        assertStatus(
                Status.Code.INTERNAL,
                "list content: input/output error",
                new UncheckedIOException("list content", new IOException("input/output error")));
        assertStatus(Status.Code.INTERNAL, "a bug", new IllegalStateException("a bug"));
    }
}
