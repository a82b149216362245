package io.jdock.runc.criu;

import io.jdock.errdefs.DataLossException;
import io.jdock.linux.Fd;
import java.util.Optional;

/**
 * What criu says: {@code criu_resp} of its rpc.proto.
 *
 * @param errno why it failed, as far as it knows
 * @param descriptor that came with it
 */
record Answer(Kind kind, boolean success, long errno, Fields fields, Optional<Fd> descriptor) {

    static final int TYPE = 1;
    static final int SUCCESS = 2;
    static final int NOTICE = 5;
    static final int ERRNO = 7;
    static final int FEATURES = 8;
    static final int VERSION = 10;

    static Answer parse(byte[] bytes, Optional<Fd> descriptor) {
        Fields fields = Fields.parse(bytes);
        long kind = fields.number(TYPE).orElseThrow(() -> new DataLossException("message of criu: it has no type"));
        return new Answer(
                Kind.of(kind), fields.isTrue(SUCCESS), fields.number(ERRNO).orElse(0L), fields, descriptor);
    }

    /** What it is that criu has come to. */
    Notice notice() {
        Fields notice = fields.nested(NOTICE)
                .orElseThrow(() -> new DataLossException("message of criu: a notice that says nothing"));
        return new Notice(
                notice.text(Notice.SCRIPT).orElse(""),
                Math.toIntExact(notice.number(Notice.PID).orElse(0L)),
                descriptor);
    }

    /** As one number: 31701 is 3.17.1. */
    int version() {
        Fields version = fields.nested(VERSION)
                .orElseThrow(() -> new DataLossException("message of criu: a version that says nothing"));
        long number = 10_000 * version.number(1).orElse(0L)
                + 100 * version.number(2).orElse(0L)
                + version.number(4).orElse(0L);
        return Math.toIntExact(number);
    }

    boolean has(Feature feature) {
        return fields.nested(FEATURES)
                .map(known -> known.isTrue(feature.field()))
                .orElse(false);
    }
}
