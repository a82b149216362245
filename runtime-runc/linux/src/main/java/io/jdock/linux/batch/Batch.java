package io.jdock.linux.batch;

import io.jdock.linux.Arch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of system calls for a trampoline to execute in order. It reads like what it does:
 *
 * <pre>{@code
 * Slot proc = slots.next("proc");
 * new Batch()
 *         .add(unshare(Namespace.MOUNT))
 *         .add(fsopen("proc").into(proc))
 *         .add(fsconfigCreate(proc, "proc"))
 *         .add(setHostname("web"))
 * }</pre>
 *
 * <p>The steps come from the classes in this package that end in {@code Steps}. A batch that comes to its end is answered with
 * a {@link Reply}; then the trampoline waits for the next one. Not safe for use by several threads.
 */
public final class Batch {

    private final List<Optional<Step>> entries = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();

    /** Appends steps. */
    public Batch add(Step... steps) {
        for (Step step : steps) {
            entries.add(Optional.of(step));
        }
        return this;
    }

    /** Appends steps. */
    public Batch addAll(Collection<Step> steps) {
        steps.forEach(this::add);
        return this;
    }

    /** Ends the batch here for whoever comes this far; what follows is reached only through a label. */
    public Batch reply() {
        entries.add(Optional.empty());
        return this;
    }

    /** The label's place is before whatever is appended next. */
    public Batch mark(Label label) {
        if (labels.put(label.name(), entries.size()) != null) {
            throw new IllegalArgumentException("label %s is marked twice".formatted(label.name()));
        }
        return this;
    }

    /** How many entries there are, ends included. */
    public int size() {
        return entries.size();
    }

    /** The steps, without the ends between them. */
    public List<Step> steps() {
        return entries.stream().flatMap(Optional::stream).toList();
    }

    /** The bytes to send, for the architecture of this process. */
    public Program encode() {
        return encode(Arch.current());
    }

    /**
     * The bytes to send.
     *
     * @throws IllegalArgumentException if they do not fit into the trampoline's buffer
     */
    public Program encode(Arch arch) {
        return new Encoder(arch, entries, labels).encode();
    }
}
