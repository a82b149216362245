package io.jdock.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON text (RFC 8259).
 *
 * <p>Strict: no comments, no trailing commas, nothing after the value, only valid UTF-8, and no escape for half a character.
 * Nesting is limited so that a hostile text ends in an error and not in an overflow of the stack.
 */
public final class JsonReader {

    private static final int MAX_DEPTH = 200;

    private final JsonScanner in;
    private final boolean uniqueNames;
    private int depth;

    private JsonReader(byte[] utf8, boolean uniqueNames) {
        this.in = new JsonScanner(utf8);
        this.uniqueNames = uniqueNames;
    }

    /**
     * Reads one value that fills the whole text. Of several members with one name the last counts, as for other clients.
     *
     * @throws JsonSyntaxException naming the place and what is wrong there
     */
    public static JsonValue read(String text) {
        return new JsonReader(text.getBytes(UTF_8), false).document();
    }

    /**
     * Reads one value that fills the whole text, in which no object names a member twice: whoever checked the text before may
     * have seen the other one.
     *
     * @throws JsonSyntaxException naming the place and what is wrong there
     */
    public static JsonValue readUnambiguous(byte[] utf8) {
        return new JsonReader(utf8, true).document();
    }

    private JsonValue document() {
        JsonValue value = value();
        in.skipSpace();
        if (!in.atEnd()) {
            throw in.error("unexpected text after the value");
        }
        return value;
    }

    private JsonValue value() {
        in.skipSpace();
        return switch (in.peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new JsonText(in.string());
            case 't' -> literal("true", JsonBool.TRUE);
            case 'f' -> literal("false", JsonBool.FALSE);
            case 'n' -> literal("null", JsonNull.NULL);
            default -> in.number();
        };
    }

    private JsonValue literal(String word, JsonValue value) {
        in.skipWord(word);
        return value;
    }

    private JsonObject object() {
        enter();
        in.expect('{');
        in.skipSpace();
        if (in.accept('}')) {
            depth--;
            return JsonObject.EMPTY;
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        do {
            in.skipSpace();
            String name = in.string();
            in.skipSpace();
            in.expect(':');
            if (members.put(name, value()) != null && uniqueNames) {
                throw in.error("a second \"" + JsonScanner.shortened(name) + "\" in one object");
            }
            in.skipSpace();
        } while (in.accept(','));
        in.expect('}');
        depth--;
        return new JsonObject(members);
    }

    private JsonArray array() {
        enter();
        in.expect('[');
        in.skipSpace();
        if (in.accept(']')) {
            depth--;
            return JsonArray.EMPTY;
        }
        List<JsonValue> items = new ArrayList<>();
        do {
            items.add(value());
            in.skipSpace();
        } while (in.accept(','));
        in.expect(']');
        depth--;
        return new JsonArray(items);
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw in.error("nested too deeply");
        }
    }
}
