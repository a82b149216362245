package io.jdock.runc.criu;

import io.jdock.errdefs.DataLossException;

/** What a request asks for and a reply is about: {@code criu_req_type} of CRIU's rpc.proto. */
enum Kind {
    EMPTY(0),
    DUMP(1),
    RESTORE(2),
    PRE_DUMP(4),
    NOTIFY(6),
    FEATURE_CHECK(9),
    VERSION(10);

    private final int number;

    Kind(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Kind of(long number) {
        for (Kind kind : values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new DataLossException("message of criu: unknown type %d".formatted(number));
    }
}
