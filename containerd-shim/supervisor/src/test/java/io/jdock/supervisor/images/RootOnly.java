package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Guards tests that make device nodes, owners and trusted attributes. */
public final class RootOnly {

    private RootOnly() {}

    /** Skips the running test, by name, without root. */
    public static void require() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root: unpacks layers with their owners");
    }
}
