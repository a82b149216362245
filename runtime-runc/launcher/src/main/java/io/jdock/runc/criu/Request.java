package io.jdock.runc.criu;

/** What criu is asked: {@code criu_req} of its rpc.proto. */
public record Request(Kind kind, Message message) {

    static final int TYPE = 1;
    static final int OPTIONS = 2;
    static final int NOTIFY_SUCCESS = 3;
    static final int FEATURES = 5;

    static Request of(Kind kind) {
        return new Request(kind, new Message().put(TYPE, kind.number()));
    }

    static Request of(Kind kind, Options options) {
        return new Request(kind, of(kind).message().put(OPTIONS, options.message()));
    }

    /** Asks whether criu and the kernel have this. */
    static Request ofFeature(Feature feature) {
        return new Request(
                Kind.FEATURE_CHECK,
                of(Kind.FEATURE_CHECK).message().put(FEATURES, new Message().put(feature.field(), true)));
    }

    /** Answers a notice. */
    static Request answer(boolean success) {
        return new Request(Kind.NOTIFY, of(Kind.NOTIFY).message().put(NOTIFY_SUCCESS, success));
    }

    byte[] bytes() {
        return message.bytes();
    }
}
