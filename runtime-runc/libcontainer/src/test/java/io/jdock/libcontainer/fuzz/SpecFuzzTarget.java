package io.jdock.libcontainer.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.json.JsonReader;
import io.jdock.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What a coverage-guided fuzzer calls. Its bytes are not a document but the dice of a {@link Mutator}: so it learns which
 * distortions reach new code, and does not have to learn JSON first.
 */
public final class SpecFuzzTarget {

    private static final int MOST_ROUNDS = 8;

    private static final List<JsonValue> SEEDS = seeds();
    private static final Dice DICE = new Dice();
    private static final Mutator MUTATOR = new Mutator(DICE, SEEDS);
    private static final DocumentCheck CHECK = check();

    private SpecFuzzTarget() {}

    /** Called by the fuzzer, by this name. */
    public static void fuzzerTestOneInput(byte[] input) {
        DICE.fill(input);
        JsonValue value = SEEDS.get(DICE.nextInt(SEEDS.size()));
        byte[] document = value.toJson().getBytes(UTF_8);
        // What is doubled in each round would soon fill the fuzzer's heap.
        for (int i = 0; i < MOST_ROUNDS && !DICE.isEmpty() && document.length <= DocumentCheck.LARGEST_DOCUMENT; i++) {
            value = MUTATOR.mutate(value);
            document = value.toJson().getBytes(UTF_8);
        }
        if (DICE.nextInt(8) == 1) {
            document = MUTATOR.mutate(document);
        }
        document = Arrays.copyOf(document, Math.min(document.length, DocumentCheck.LARGEST_DOCUMENT));
        CHECK.run(document);
        DocumentCheck.requireSameWhenWritten(document);
    }

    private static List<JsonValue> seeds() {
        List<JsonValue> seeds = new ArrayList<>();
        for (String name : SpecFuzzTest.SEEDS) {
            seeds.add(JsonReader.readUnambiguous(SpecFuzzTest.seed(name)));
        }
        return seeds;
    }

    private static DocumentCheck check() {
        try {
            // The fuzzer goes through a whole map when one is asked for a key; the limit is its heap's.
            return new DocumentCheck(Files.createTempDirectory(Path.of("target"), "fuzz"), Long.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException("make a directory", e);
        }
    }

    /** Numbers that an input gives one by one; zeros when it is used up. */
    private static final class Dice extends Random {

        private byte[] input = {};
        private int used;

        void fill(byte[] bytes) {
            input = bytes;
            used = 0;
        }

        boolean isEmpty() {
            return used >= input.length;
        }

        /** Two bytes are enough for all choices there are, and few bytes make short inputs. */
        @Override
        public int nextInt(int bound) {
            int number = 0;
            for (int i = 0; i < (bound > 256 ? 2 : 1); i++) {
                number = number << 8 | (isEmpty() ? 0 : input[used++] & 0xff);
            }
            return number % bound;
        }
    }
}
