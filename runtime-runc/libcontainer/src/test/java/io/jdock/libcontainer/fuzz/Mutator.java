package io.jdock.libcontainer.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jdock.json.JsonArray;
import io.jdock.json.JsonBool;
import io.jdock.json.JsonNull;
import io.jdock.json.JsonNumber;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import io.jdock.json.JsonText;
import io.jdock.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Distorts documents: mostly as values, so that the result is JSON and gets far, sometimes as bytes. */
final class Mutator {

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "2",
            "7",
            "63",
            "255",
            "511",
            "512",
            "4096",
            "65535",
            "65536",
            "100000",
            "2147483647",
            "2147483648",
            "-2147483648",
            "4294967294",
            "4294967295",
            "4294967296",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "18446744073709551615",
            "18446744073709551616",
            "1.5",
            "1e3",
            "1e400",
            "-0",
            "1".repeat(400));

    private static final List<String> TEXTS = List.of(
            "",
            "/",
            ".",
            "..",
            "/..",
            "../../x",
            "//",
            "/a/../b",
            "/proc/self/fd",
            "/dev/null",
            "a\0b",
            "\0",
            "\n",
            "a=b",
            "=",
            "=x",
            "0-3,5",
            "0-",
            "-",
            ",",
            "0-99999999",
            "3-1",
            "é€😀",
            "%s%n%d",
            "${x}",
            "a".repeat(300),
            "/" + "a/".repeat(3000),
            "x".repeat(140_000),
            "size=1k,mode=9999",
            "bind",
            "rbind",
            "idmap=uids=0-1-2",
            "*:* rwm",
            "system.slice:jdock:x",
            "a:b:c",
            "/sys/fs/cgroup",
            "net.ipv4.ip_forward",
            "kernel.shm_rmid_forced",
            "../cgroup.procs",
            "cgroup.procs",
            "memory.max",
            "max",
            "9".repeat(30),
            "net" + ".a".repeat(100_000),
            "/a".repeat(100_000),
            "a:".repeat(50_000),
            "1,".repeat(100_000));

    private static final int MOST_ITEMS = 2;

    private final Random random;
    private final List<JsonValue> words = new ArrayList<>();
    private final List<String> names;

    /** @param seeds where words and names are taken from */
    Mutator(Random random, List<JsonValue> seeds) {
        this.random = random;
        Set<String> found = new LinkedHashSet<>(List.of("x", ""));
        seeds.forEach(value -> collect(value, found));
        this.names = List.copyOf(found);
    }

    private void collect(JsonValue value, Set<String> found) {
        words.add(value);
        switch (value) {
            case JsonObject object ->
                object.members().forEach((name, member) -> {
                    found.add(name);
                    collect(member, found);
                });
            case JsonArray array -> array.items().forEach(item -> collect(item, found));
            case JsonText _, JsonNumber _, JsonBool _, JsonNull _ -> {}
        }
    }

    /** A distorted form of {@code value}. */
    JsonValue mutate(JsonValue value) {
        JsonValue mutated = value;
        for (int i = random.nextInt(4); i >= 0; i--) {
            mutated = somewhere(mutated);
        }
        return mutated;
    }

    /** A distorted form of {@code text}, which may be no JSON any more. */
    byte[] mutate(byte[] text) {
        byte[] bytes = text.clone();
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 1; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = splice(bytes, at, "\"\\ud800{}[],:\0é".getBytes(ISO_8859_1));
                default -> bytes = splice(bytes, at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 64)));
            }
        }
        return bytes;
    }

    private byte[] splice(byte[] bytes, int at, byte[] part) {
        int from = random.nextInt(part.length);
        int length = 1 + random.nextInt(part.length - from);
        byte[] spliced = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(part, from, spliced, at, length);
        System.arraycopy(bytes, at, spliced, at + length, bytes.length - at);
        return spliced;
    }

    /** Changes a value somewhere inside, or the whole. */
    private JsonValue somewhere(JsonValue value) {
        return at(value, random.nextInt(places(value)));
    }

    /** Where a change would say something new: the tenth item of an array is read as the first is. */
    private static int places(JsonValue value) {
        int places = 1;
        if (value instanceof JsonObject object) {
            for (JsonValue member : object.members().values()) {
                places += places(member);
            }
        } else if (value instanceof JsonArray array) {
            for (int i = 0; i < Math.min(array.items().size(), MOST_ITEMS); i++) {
                places += places(array.items().get(i));
            }
        }
        return places;
    }

    /** Changes the value at one of the {@link #places}, in their order. */
    private JsonValue at(JsonValue value, int place) {
        if (place == 0) {
            return changed(value);
        }
        int left = place - 1;
        if (value instanceof JsonObject object) {
            JsonObjectBuilder copy = JsonObject.builder();
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                int inside = left < 0 ? 0 : places(member.getValue());
                boolean here = left >= 0 && left < inside;
                copy.put(member.getKey(), here ? at(member.getValue(), left) : member.getValue());
                left -= here ? left + 1 : inside;
            }
            return copy.build();
        }
        List<JsonValue> items = new ArrayList<>(((JsonArray) value).items());
        int i = 0;
        for (int inside = places(items.getFirst()); left >= inside; inside = places(items.get(i))) {
            left -= inside;
            i++;
        }
        items.set(i, at(items.get(i), left));
        return new JsonArray(items);
    }

    private JsonValue changed(JsonValue value) {
        return switch (random.nextInt(18)) {
            case 0, 1 -> new JsonNumber(any(NUMBERS));
            case 2, 3 -> new JsonText(any(TEXTS));
            case 4, 5 -> any(words);
            case 6 -> JsonNull.NULL;
            case 7 -> new JsonArray(List.of(value, any(words)));
            case 8 -> JsonObject.builder().put(anyName(), value).build();
            default -> inside(value);
        };
    }

    private JsonValue inside(JsonValue value) {
        return switch (value) {
            case JsonObject object -> members(object);
            case JsonArray array -> items(array);
            case JsonText(String text) -> new JsonText(letters(text));
            case JsonNumber(String digits) ->
                new JsonNumber(random.nextInt(2) == 0 ? digits + "0" : "1" + digits.replace("-", ""));
            case JsonBool(boolean truth) -> new JsonBool(!truth);
            case JsonNull empty -> empty;
        };
    }

    private JsonObject members(JsonObject object) {
        JsonObjectBuilder copy = JsonObject.builder();
        int chosen = random.nextInt(object.members().size() + 1);
        int kind = random.nextInt(3);
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            boolean here = chosen-- == 0;
            if (!here || kind == 0) {
                copy.put(member.getKey(), member.getValue());
            } else if (kind == 1) {
                copy.put(anyName(), member.getValue());
            }
        }
        return kind == 0 ? copy.put(anyName(), any(words)).build() : copy.build();
    }

    private JsonArray items(JsonArray array) {
        List<JsonValue> items = new ArrayList<>(array.items());
        switch (random.nextInt(4)) {
            case 0 -> items.add(any(words));
            case 1 -> {
                if (!items.isEmpty()) {
                    items.remove(random.nextInt(items.size()));
                }
            }
            case 2 -> items.addAll(List.copyOf(items));
            default -> multiply(items);
        }
        return new JsonArray(items);
    }

    /** As many of one item as fit a document, sometimes: what grows faster than its input shows itself there. */
    private void multiply(List<JsonValue> items) {
        JsonValue item = items.isEmpty() || random.nextInt(4) == 0 ? any(words) : any(items);
        int fitting = DocumentCheck.LARGEST_DOCUMENT / (item.toJson().length() + 1);
        int wanted = random.nextInt(64) == 0 ? fitting : random.nextInt(100);
        for (int i = 0; i < Math.min(wanted, fitting); i++) {
            items.add(item);
        }
    }

    private String letters(String text) {
        // Between characters, not inside one.
        int at = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length()) + 1));
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at) + any(TEXTS) + text.substring(at);
            case 1 -> text.substring(at);
            case 2 -> text + "," + text;
            case 3 -> text + random.nextInt(10);
            default -> text + "/" + any(TEXTS);
        };
    }

    private String anyName() {
        return any(random.nextInt(2) == 0 ? TEXTS : names);
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
