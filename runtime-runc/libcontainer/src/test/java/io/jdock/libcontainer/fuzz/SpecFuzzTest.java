package io.jdock.libcontainer.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.json.JsonReader;
import io.jdock.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Distorts documents for a while. {@code jdock.fuzz.seconds} says how long, {@code jdock.fuzz.seed} where the dice start; a
 * document that fails is kept in {@code target/fuzz} and belongs, once understood, into a test of its own.
 */
final class SpecFuzzTest {

    private static final int MOST_KEPT = 4000;

    /** Small ones spread faster. */
    private static final int LARGEST_KEPT = 64 << 10;

    static final List<String> SEEDS = List.of("docker.json", "cgroup-v1.json", "cgroup-v2.json", "rare.json");

    private final DocumentCheck check;

    SpecFuzzTest(@TempDir Path cgroups) throws IOException {
        check = new DocumentCheck(cgroups, DocumentCheck.MOST_BYTES);
    }

    /** Else nothing behind the first refusal is ever reached. */
    @ParameterizedTest
    @CsvSource({
        "docker.json, V1 planned",
        "docker.json, V2 planned",
        "cgroup-v1.json, V1 planned",
        "cgroup-v2.json, V2 planned"
    })
    void aSeedIsPlanned(String name, String outcome) throws IOException {
        String all = check.run(seed(name));

        assertTrue(all.contains(outcome), all);
        DocumentCheck.requireSameWhenWritten(seed(name));
    }

    @Test
    void distortedDocumentsAreRefusedAndNothingElse() throws IOException {
        long seed = Long.getLong("jdock.fuzz.seed", 1);
        long seconds = Long.getLong("jdock.fuzz.seconds", 10);
        List<JsonValue> kept = new ArrayList<>();
        for (String name : SEEDS) {
            kept.add(JsonReader.readUnambiguous(seed(name)));
        }
        Random random = new Random(seed);
        Mutator mutator = new Mutator(random, kept);
        Set<String> outcomes = new HashSet<>();
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        long documents = 0;
        for (; System.nanoTime() < end; documents++) {
            // Most that is kept is refused early, so that only children of the seeds get far.
            int parents = random.nextInt(2) == 0 ? SEEDS.size() : kept.size();
            JsonValue value = mutator.mutate(kept.get(random.nextInt(parents)));
            byte[] document = value.toJson().getBytes(UTF_8);
            if (random.nextInt(8) == 0) {
                document = mutator.mutate(document);
            }
            // What is too large is a caller's to refuse; cut, it is still something to read.
            document = Arrays.copyOf(document, Math.min(document.length, DocumentCheck.LARGEST_DOCUMENT));
            boolean isNew = outcomes.add(tried(document));
            if (isNew && document.length < LARGEST_KEPT && kept.size() < MOST_KEPT) {
                kept.add(value);
            }
        }
        System.out.printf("%d documents, %d outcomes, seed %d%n", documents, outcomes.size(), seed);
    }

    private String tried(byte[] document) throws IOException {
        try {
            String outcome = check.run(document);
            DocumentCheck.requireSameWhenWritten(document);
            return outcome;
        } catch (RuntimeException | Error e) {
            Path kept = Path.of("target", "fuzz", "%08x.json".formatted(Arrays.hashCode(document)));
            Files.createDirectories(kept.getParent());
            Files.write(kept, document);
            throw new AssertionError("see " + kept.toAbsolutePath(), e);
        }
    }

    static byte[] seed(String name) {
        try (var in = SpecFuzzTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("read " + name, e);
        }
    }
}
