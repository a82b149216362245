package io.jdock.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Takes stock of the host before a test class and fails the class if anything came to stay. */
final class LeakAudit implements BeforeAllCallback, AfterAllCallback {

    static final String SCRIPT =
            Path.of(System.getProperty("jdock.scripts"), "leak-audit").toString();

    private Path before = Path.of("/nonexistent");

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        before = Files.createTempFile("it-audit", null);
        Command.run(SCRIPT, "snapshot", before.toString()).expect(0);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        try {
            Command.run(SCRIPT, "diff", before.toString()).expect(0);
        } finally {
            Files.delete(before);
        }
    }
}
