package io.jdock.cli.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates as users write them for {@code inspect}, with the output and the errors that Docker has for them. */
final class TemplateTableTest {

    private static final String INDENT = "    ";

    private static String resource(String name) throws IOException {
        try (InputStream file = TemplateTableTest.class.getResourceAsStream(name)) {
            assertNotNull(file, name);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Stream<Arguments> templates() throws IOException {
        List<String> lines = resource("templates.txt").lines().toList();
        List<Arguments> all = new ArrayList<>();
        for (int i = 1; i < lines.size(); i += 2) {
            all.add(Arguments.of(lines.get(i), lines.get(i + 1).substring(INDENT.length())));
        }
        return all.stream();
    }

    private static String render(String template) throws IOException {
        return Template.parse(template).execute(new JsonData(JsonReader.read(resource("container.json"))));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void printsWhatDockerPrints(String template, String expected) throws IOException {
        if (expected.startsWith("!")) {
            TemplateException error = assertThrows(TemplateException.class, () -> render(template));
            assertEquals(expected.substring(1), error.getMessage());
        } else {
            assertEquals(expected, render(template) + "|");
        }
    }
}
