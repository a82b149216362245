package io.jdock.runc.verb;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.programs.SearchPath;
import io.jdock.runc.criu.CgroupMode;
import io.jdock.runc.criu.Choices;
import io.jdock.runc.criu.Criu;
import io.jdock.runc.criu.ImageDirectory;
import io.jdock.runc.criu.WorkFiles;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The flags that checkpoint and restore share. */
final class CriuFlags {

    private static final String USUAL_IMAGES = "checkpoint";

    private final Flag imagePath;
    private final Flag workPath;
    private final Flag tcpEstablished;
    private final Flag externalUnixSockets;
    private final Flag shellJob;
    private final Flag fileLocks;
    private final Flag autoDedup;
    private final Flag lazyPages;
    private final Flag cgroups;
    private final Flag emptyNamespaces;

    CriuFlags(FlagSet set) {
        imagePath = set.text("image-path", "", "directory of the image (default: \"checkpoint\")");
        workPath = set.text("work-path", "", "directory of criu's log and work files (default: that of the image)");
        tcpEstablished = set.toggle("tcp-established", "", "keep open TCP connections");
        externalUnixSockets = set.toggle("ext-unix-sk", "", "let unix sockets be connected to the outside");
        shellJob = set.toggle("shell-job", "", "let the session and its terminal be from outside");
        fileLocks = set.toggle("file-locks", "", "keep locks on files");
        autoDedup = set.toggle("auto-dedup", "", "punch out of an earlier image what a later one has");
        lazyPages = set.toggle("lazy-pages", "", "hand memory over when it is touched, by userfaultfd");
        cgroups = set.text("manage-cgroups-mode", "", "what is done about cgroups: soft, full, strict or ignore");
        emptyNamespaces = set.list("empty-ns", "", "namespace that comes back empty: network, which does in any case");
    }

    /** criu, which must be there. */
    static Criu program(String verb, Cli cli) {
        return Criu.find(verb, cli.flags().criu(), SearchPath.of(System.getenv()));
    }

    /** @param annotations of the container */
    Choices choices(Map<String, String> annotations) {
        for (String namespace : emptyNamespaces.values()) {
            if (!namespace.equals("network")) {
                throw new InvalidArgumentException("namespace \"%s\" is not supported".formatted(namespace));
            }
        }
        return new Choices(
                        tcpEstablished.on(),
                        externalUnixSockets.on(),
                        shellJob.on(),
                        fileLocks.on(),
                        autoDedup.on(),
                        lazyPages.on(),
                        CgroupMode.parse(cgroups.text()),
                        Optional.empty())
                .of(annotations);
    }

    /** @param images opens the directory of the image */
    WorkFiles files(Function<Path, ImageDirectory> images) {
        ImageDirectory image = images.apply(Path.of(imagePath.text().isEmpty() ? USUAL_IMAGES : imagePath.text()));
        try {
            return new WorkFiles(image, given(workPath).map(Path::of).map(ImageDirectory::work));
        } catch (RuntimeException e) {
            image.close();
            throw e;
        }
    }

    static Optional<String> given(Flag flag) {
        return flag.text().isEmpty() ? Optional.empty() : Optional.of(flag.text());
    }
}
