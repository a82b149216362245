package io.jdock.cli;

import io.jdock.cli.command.CapturedOutput;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One command line, run inside the test against a {@link FakeEngine}. */
final class Invocation {

    private final Map<String, String> environment = new HashMap<>();
    private final CapturedOutput out = new CapturedOutput();
    private final CapturedOutput err = new CapturedOutput();
    private InputStream in = InputStream.nullInputStream();

    Invocation(FakeEngine engine) {
        environment.put("JDOCK_HOST", engine.address());
        environment.put("HOME", "/nonexistent");
    }

    Invocation with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Invocation typing(String text) {
        return reading(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    Invocation reading(InputStream input) {
        in = input;
        return this;
    }

    /** Runs the words, and returns the exit status. */
    int run(String... words) {
        return new Main(environment, in, out.output(), err.output()).run(List.of(words));
    }

    String out() {
        return out.text();
    }

    String err() {
        return err.text();
    }
}
