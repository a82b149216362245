package io.jdock.runc.criu;

/** What not every criu or kernel can do: {@code criu_features} of CRIU's rpc.proto. */
public enum Feature {
    MEMORY_TRACKING(1),
    LAZY_PAGES(2);

    private final int field;

    Feature(int field) {
        this.field = field;
    }

    int field() {
        return field;
    }
}
