package io.jdock.supervisor.copy;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileStatus;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.openssl.Sha256;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Names;
import io.jdock.oci.image.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/**
 * What a copy would bring, in one digest. What is hashed is a sequence of fields, each with its length before it, so that no two
 * selections give the same bytes.
 */
public final class Fingerprint implements Walk.Visitor {

    private static final int CHUNK = 1 << 18;
    private static final String BEGIN = "(";
    private static final String END = ")";

    private final MessageDigest hash = Sha256.start();
    private final byte[] chunk = new byte[CHUNK];

    private Fingerprint() {}

    /**
     * Hashes names, kinds, modes, contents, link targets and attributes of all that is selected, but no times and owners. An archive
     * that is to be unpacked counts by its bytes.
     *
     * @throws NotFoundException when a pattern matches nothing
     * @throws CanceledException when the thread is interrupted
     */
    public static Digest of(List<Source> sources) {
        Fingerprint fingerprint = new Fingerprint();
        sources.stream().map(Matches::of).forEach(fingerprint::add);
        return Digest.ofHash(fingerprint.hash.digest());
    }

    private void add(Selected selected) {
        text(selected.extract() ? "extract" : "copy");
        for (Match match : selected.matches()) {
            text(match.name());
            if (match.status().isDirectory()) {
                text(BEGIN);
                Walk.contents(selected, match, this);
                text(END);
            } else {
                addFile(selected.root(), match);
            }
        }
    }

    private void addFile(Directory root, Match match) {
        try (Directory parent = match.place().parent().open(root)) {
            addEntry(parent, match.place().name(), match.status());
        }
    }

    @Override
    public void enter(Directory parent, String name, FileStatus status) {
        text(name);
        describe(parent, name, status);
        text(BEGIN);
    }

    @Override
    public void leave(Directory parent, String name, FileStatus status) {
        text(END);
    }

    @Override
    public void visit(Directory parent, String name, FileStatus status) {
        text(name);
        addEntry(parent, name, status);
    }

    private void addEntry(Directory parent, String name, FileStatus status) {
        describe(parent, name, status);
        if (status.isRegularFile()) {
            addContent(parent, name, status.size());
        } else if (status.isSymbolicLink()) {
            text(parent.linkTarget(name));
        } else {
            number(status.device());
        }
    }

    private void describe(Directory parent, String name, FileStatus status) {
        number(status.mode());
        var attributes = Attributes.of(parent, name);
        number(attributes.size());
        attributes.forEach((attribute, value) -> {
            text(attribute);
            bytes(value);
        });
    }

    private void addContent(Directory parent, String name, long size) {
        number(size);
        try (Fd file = parent.openFile(name)) {
            int count = -1;
            for (long offset = 0; count != 0; offset += count) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CanceledException("fingerprint files: canceled");
                }
                count = StreamCalls.readAt(file, offset, chunk, (int) Math.min(CHUNK, size - offset));
                hash.update(chunk, 0, count);
            }
        }
    }

    private void text(String text) {
        bytes(Names.bytes(text));
    }

    private void bytes(byte[] bytes) {
        number(bytes.length);
        hash.update(bytes);
    }

    private void number(long number) {
        hash.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    }
}
