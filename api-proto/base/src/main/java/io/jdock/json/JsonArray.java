package io.jdock.json;

import java.util.ArrayList;
import java.util.List;

/** A list of values. */
public record JsonArray(List<JsonValue> items) implements JsonValue {

    /** The array without items, which also stands for an absent one. */
    public static final JsonArray EMPTY = new JsonArray(List.of());

    public JsonArray {
        items = List.copyOf(items);
    }

    /** An array of strings. */
    public static JsonArray ofTexts(List<String> texts) {
        List<JsonValue> items = new ArrayList<>(texts.size());
        for (String text : texts) {
            items.add(new JsonText(text));
        }
        return new JsonArray(items);
    }

    /** The items that are objects; others are left out. */
    public List<JsonObject> objects() {
        List<JsonObject> objects = new ArrayList<>(items.size());
        for (JsonValue item : items) {
            if (item instanceof JsonObject object) {
                objects.add(object);
            }
        }
        return objects;
    }

    /** The items as texts. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>(items.size());
        for (JsonValue item : items) {
            texts.add(item.asText());
        }
        return texts;
    }

    @Override
    public void write(StringBuilder out, boolean escapeHtml) {
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            items.get(i).write(out, escapeHtml);
        }
        out.append(']');
    }
}
