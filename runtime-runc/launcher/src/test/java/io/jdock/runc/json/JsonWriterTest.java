package io.jdock.runc.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Documents as Go's encoder lays them out. */
final class JsonWriterTest {

    @Test
    void aDocumentIsOneLineWithoutAnIndent() {
        assertEquals(
                "{\"id\":\"a\",\"pid\":1,\"labels\":[\"x\",\"y\"],\"none\":[],\"paths\":{\"a\":\"b\"}}",
                document("").toString());
    }

    @Test
    void anIndentIsAddedPerLevel() {
        assertEquals("""
                {
                  "id": "a",
                  "pid": 1,
                  "labels": [
                    "x",
                    "y"
                  ],
                  "none": [],
                  "paths": {
                    "a": "b"
                  }
                }""", document("  ").toString());
    }

    @Test
    void textIsEscapedAsGoDoesIt() {
        StringBuilder out = new StringBuilder();

        JsonWriter.quote("a\"\\\n\t\u0001<&>ü", out);

        assertEquals("\"a\\\"\\\\\\n\\t\\u0001\\u003c\\u0026\\u003eü\"", out.toString());
    }

    private static JsonWriter document(String indent) {
        return new JsonWriter(indent)
                .beginObject()
                .put("id", "a")
                .put("pid", 1)
                .put("labels", List.of("x", "y"))
                .put("none", List.of())
                .put("paths", Map.of("a", "b"))
                .endObject();
    }
}
