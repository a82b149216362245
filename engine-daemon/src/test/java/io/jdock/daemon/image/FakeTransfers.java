package io.jdock.daemon.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.EngineException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pulls everything at once; breaks when it is to load an archive, and saves the list of what it is to save. */
final class FakeTransfers implements Transfers {

    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    private final List<String> pulled = new ArrayList<>();
    private final Map<String, EngineException> failures = new HashMap<>();

    /** Has the pull of a reference fail once it has begun. */
    void failOn(String reference, EngineException failure) {
        failures.put(reference, failure);
    }

    /** The references that pulls were begun of. */
    List<String> pulled() {
        return pulled;
    }

    @Override
    public Transfer pull(PullRequest request) {
        String reference = request.reference();
        pulled.add(reference);
        Deque<TransferStep> steps = new ArrayDeque<>();
        steps.add(new TransferStep.Resolved(DIGEST));
        if (!failures.containsKey(reference)) {
            steps.add(new TransferStep.Recorded(reference, DIGEST, DIGEST, false));
        }
        return new Transfer() {
            @Override
            public Optional<TransferStep> next() {
                EngineException failure = failures.get(reference);
                if (steps.isEmpty() && failure != null) {
                    throw failure;
                }
                return Optional.ofNullable(steps.poll());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Transfer load(InputStream archive, List<String> platforms) {
        return new Transfer() {
            @Override
            public Optional<TransferStep> next() {
                throw new UnsupportedOperationException("load");
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Archive save(List<SavedImage> images) {
        Deque<Piece> pieces = new ArrayDeque<>();
        pieces.add(out -> out.write(images.toString().getBytes(UTF_8)));
        return new Archive() {
            @Override
            public Optional<Piece> next() {
                return Optional.ofNullable(pieces.poll());
            }

            @Override
            public void close() {}
        };
    }
}
