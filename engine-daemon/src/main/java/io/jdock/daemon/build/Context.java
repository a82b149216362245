package io.jdock.daemon.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.daemon.image.Trees;
import io.jdock.daemon.image.change.ImagePath;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.ignore.IgnorePatterns;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a build may copy from, and its Dockerfile.
 *
 * @param hidden patterns of what cannot be copied
 */
record Context(Trees.Reception reception, String dockerfile, List<String> hidden) implements AutoCloseable {

    /** More than any Dockerfile has; what is longer is something else. */
    private static final int MAX_DOCKERFILE = 2 << 20;

    private static final String USUAL = "Dockerfile";
    private static final String IGNORE_FILE = ".dockerignore";

    /** Receives it: as the body of the request, or from the web. */
    static Context receive(Trees trees, BuildRequest request, InputStream body) {
        if (request.remote().isEmpty()) {
            return of(trees, trees.receiveArchive(body), request.dockerfile());
        }
        requireWeb(request.remote());
        Trees.Reception archive;
        try {
            archive = trees.receiveArchive(request.remote());
        } catch (InvalidArgumentException | DataLossException | InternalException e) {
            return ofFile(trees, request.remote(), e);
        }
        return of(trees, archive, request.dockerfile());
    }

    /** What is no archive may be a Dockerfile, which then needs no files. @param problem of the archive that it is not */
    private static Context ofFile(Trees trees, String url, EngineException problem) {
        Trees.Reception file = trees.receiveFile(url, "");
        try {
            String text = text(trees, file, file.name()).orElse("");
            if (text.isEmpty() || text.indexOf('\0') >= 0) {
                throw problem;
            }
            return new Context(file, text, List.of());
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void requireWeb(String remote) {
        if (!remote.startsWith("http://") && !remote.startsWith("https://") || remote.endsWith(".git")) {
            throw new InvalidArgumentException(
                    "unable to prepare the context from %s: only archives and Dockerfiles at http:// and https:// can be fetched"
                            .formatted(remote));
        }
    }

    private static Context of(Trees trees, Trees.Reception reception, String asked) {
        try {
            String name = asked.isEmpty() ? USUAL : asked;
            String text = dockerfile(trees, reception, name, asked.isEmpty());
            return new Context(reception, text, hidden(trees, reception, name));
        } catch (RuntimeException e) {
            reception.close();
            throw e;
        }
    }

    private static String dockerfile(Trees trees, Trees.Reception reception, String name, boolean usual) {
        if (ImagePath.leaves(name)) {
            throw new InvalidArgumentException("forbidden path outside the build context: " + name);
        }
        Optional<String> text = text(trees, reception, name);
        if (text.isEmpty() && usual) {
            text = text(trees, reception, USUAL.toLowerCase(Locale.ROOT));
        }
        if (text.isEmpty()) {
            throw new InvalidArgumentException("Cannot locate specified Dockerfile: " + name);
        }
        if (text.get().isEmpty()) {
            throw new InvalidArgumentException("the Dockerfile (%s) cannot be empty".formatted(name));
        }
        return text.get();
    }

    private static Optional<String> text(Trees trees, Trees.Reception reception, String path) {
        try {
            return Optional.of(new String(trees.file(reception.tree(), path, MAX_DOCKERFILE), UTF_8));
        } catch (NotFoundException _) {
            return Optional.empty();
        }
    }

    /** As in Docker, clients send both files even if they are to be left out, for the daemon to see. */
    private static List<String> hidden(Trees trees, Trees.Reception reception, String dockerfile) {
        Optional<String> text = text(trees, reception, IGNORE_FILE);
        if (text.isEmpty()) {
            return List.of();
        }
        IgnorePatterns patterns = IgnorePatterns.parse(text.get().lines().toList());
        List<String> hidden = new ArrayList<>();
        for (String file : List.of(IGNORE_FILE, dockerfile)) {
            if (patterns.matches(file)) {
                hidden.add(file);
            }
        }
        return hidden;
    }

    @Override
    public void close() {
        reception.close();
    }
}
