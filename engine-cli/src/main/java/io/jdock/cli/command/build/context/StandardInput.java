package io.jdock.cli.command.build.context;

import io.jdock.cli.command.CommandException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** A context from standard input: an archive, which is passed on as it is, or a Dockerfile alone. */
final class StandardInput {

    private static final String DOCKERFILE = "Dockerfile";
    private static final int MODE = 0644;

    private StandardInput() {}

    /** @throws CommandException when it cannot be read */
    static BuildContext context(InputStream in, String dockerfile) {
        if (dockerfile.equals(ContextSource.STDIN)) {
            throw new CommandException("invalid argument: can't use stdin for both build context and dockerfile");
        }
        try {
            byte[] head = in.readNBytes(TarHeader.BLOCK);
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
            return ArchiveFormat.isArchive(head)
                    ? BuildContext.archive(dockerfile, whole)
                    : BuildContext.archive(DOCKERFILE, alone(SmallFile.read(whole, "the Dockerfile")));
        } catch (IOException e) {
            throw ContextSource.unprepared("failed to peek context header from STDIN: " + e.getMessage());
        }
    }

    private static InputStream alone(byte[] dockerfile) {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        archive.writeBytes(new TarHeader(TarHeader.FILE, DOCKERFILE, MODE)
                .size(dockerfile.length)
                .modified(System.currentTimeMillis() / 1000, 0)
                .bytes());
        archive.writeBytes(dockerfile);
        archive.writeBytes(TarHeader.padding(dockerfile.length));
        archive.writeBytes(new byte[2 * TarHeader.BLOCK]);
        return new ByteArrayInputStream(archive.toByteArray());
    }
}
