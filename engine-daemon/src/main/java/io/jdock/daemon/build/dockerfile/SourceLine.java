package io.jdock.daemon.build.dockerfile;

import java.util.List;

/**
 * An instruction's text, not yet understood.
 *
 * @param origin the whole text
 * @param name in capitals
 * @param rest what follows the name, without blanks around it
 * @param documents here-documents of instructions that may have some
 */
record SourceLine(Origin origin, String name, String rest, List<Heredoc> documents) {

    SourceLine {
        documents = List.copyOf(documents);
    }
}
