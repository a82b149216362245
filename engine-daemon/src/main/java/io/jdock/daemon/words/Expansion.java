package io.jdock.daemon.words;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Map;

/**
 * Puts values in the place of variables, and takes quotes and escape characters away.
 *
 * <p>{@code $v}, {@code ${v}}, {@code ${v:-otherwise}}, {@code ${v-otherwise}}, {@code ${v:+instead}}, {@code ${v+instead}},
 * {@code ${v:?message}}, {@code ${v?message}}, {@code ${v#prefix}}, {@code ${v##prefix}}, {@code ${v%suffix}},
 * {@code ${v%%suffix}}, {@code ${v/pattern/text}} and {@code ${v//pattern/text}} are known; patterns consist of {@code *},
 * {@code ?} and characters. Values are never expanded again. A result has at most 1 MiB of characters, and substitutions are
 * nested at most 100 deep.
 *
 * @param escape takes the next character as it is: {@code \}, or {@code `} by the directive of a Dockerfile
 */
public record Expansion(Map<String, String> variables, char escape) {

    /**
     * The text as one word, blanks included.
     *
     * @throws InvalidArgumentException {@code failed to process "…": …}
     */
    public String text(String text) {
        Pieces pieces = new Pieces(false);
        new Expander(text, variables, escape, true).run(pieces);
        return pieces.text();
    }

    /**
     * The words of a text, blanks in values dividing them too, those in quotes not.
     *
     * @throws InvalidArgumentException {@code failed to process "…": …}
     */
    public List<String> words(String text) {
        Pieces pieces = new Pieces(true);
        new Expander(text, variables, escape, true).run(pieces);
        return pieces.words();
    }

    /**
     * A here-document, in which quotes mean nothing.
     *
     * @throws InvalidArgumentException {@code failed to process "…": …}
     */
    public String document(String text) {
        Pieces pieces = new Pieces(false);
        new Expander(text, variables, escape, false).run(pieces);
        return pieces.text();
    }
}
