package io.jdock.supervisor.grpc;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Points in time as messages have them. */
final class Times {

    private Times() {}

    static Timestamp message(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    static Instant instant(Timestamp message) {
        return Instant.ofEpochSecond(message.getSeconds(), message.getNanos());
    }
}
