package io.jdock.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class JsonIndentTest {

    @Test
    void laysOutNestedValuesAndKeepsTheirSpelling() {
        assertEquals(
                """
                [
                    {
                        "a": 1.0e5,
                        "b": [],
                        "c": {},
                        "d": "x, {\\u003c\\"}",
                        "e": [
                            true,
                            null
                        ]
                    }
                ]""",
                JsonIndent.indent(
                        "[{\"a\":1.0e5,\"b\":[ ],\"c\":{},\"d\":\"x, {\\u003c\\\"}\",\"e\":[true,null]}]", "    "));
    }
}
