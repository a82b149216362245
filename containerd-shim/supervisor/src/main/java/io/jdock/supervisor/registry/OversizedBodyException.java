package io.jdock.supervisor.registry;

import java.io.IOException;

/** A document goes on beyond what any such document may have; trying again would not help. */
final class OversizedBodyException extends IOException {

    OversizedBodyException(int limit) {
        super("the answer is longer than %d bytes".formatted(limit));
    }
}
