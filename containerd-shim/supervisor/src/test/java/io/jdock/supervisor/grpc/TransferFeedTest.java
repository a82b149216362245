package io.jdock.supervisor.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InternalException;
import org.junit.jupiter.api.Test;

final class TransferFeedTest {

    @Test
    void anErrorOfTheTransferIsItsEnd() {
        TransferFeed feed = new TransferFeed();

        feed.run("pull app", _ -> {
            throw new NoClassDefFoundError("Codec");
        });

        InternalException end = assertThrows(InternalException.class, feed::take);
        assertEquals("pull app: java.lang.NoClassDefFoundError: Codec", end.text());
        assertInstanceOf(NoClassDefFoundError.class, end.getCause());
    }
}
