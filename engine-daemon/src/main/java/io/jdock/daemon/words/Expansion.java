package io.jdock.daemon.words;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Map;

/**
 * Puts values in the place of variables, and takes quotes and escape characters away: for the texts of one instruction. Not safe
 * for concurrent use.
 *
 * <p>{@code $v}, {@code ${v}}, {@code ${v:-otherwise}}, {@code ${v-otherwise}}, {@code ${v:+instead}}, {@code ${v+instead}},
 * {@code ${v:?message}}, {@code ${v?message}}, {@code ${v#prefix}}, {@code ${v##prefix}}, {@code ${v%suffix}},
 * {@code ${v%%suffix}}, {@code ${v/pattern/text}} and {@code ${v//pattern/text}} are known; patterns consist of {@code *},
 * {@code ?} and characters. Values are never expanded again. Substitutions are nested at most 100 deep, and what all texts of an
 * instruction come to is limited to 16 Mi characters and 64 Mi comparisons with patterns.
 */
public final class Expansion {

    private final Map<String, String> variables;
    private final char escape;
    private final Budget budget = new Budget();

    /**
     * Expands with the values that the map has at the time.
     *
     * @param escape takes the next character as it is: {@code \}, or {@code `} by the directive of a Dockerfile
     */
    public Expansion(Map<String, String> variables, char escape) {
        this.variables = variables;
        this.escape = escape;
    }

    /**
     * The text as one word, blanks included.
     *
     * @throws InvalidArgumentException {@code failed to process "…": …}
     */
    public String text(String text) {
        return expand(text, false, true).text();
    }

    /**
     * The words of a text, blanks in values dividing them too, those in quotes not.
     *
     * @throws InvalidArgumentException {@code failed to process "…": …}
     */
    public List<String> words(String text) {
        return expand(text, true, true).words();
    }

    /**
     * A here-document, in which quotes mean nothing.
     *
     * @throws InvalidArgumentException {@code failed to process "…": …}
     */
    public String document(String text) {
        return expand(text, false, false).text();
    }

    private Pieces expand(String text, boolean divided, boolean quotes) {
        Pieces pieces = new Pieces(divided, budget);
        new Expander(text, variables, escape, budget, quotes).run(pieces);
        return pieces;
    }
}
