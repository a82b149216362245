package io.jdock.supervisor.runtimes;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.supervisor.containers.Container;
import io.jdock.supervisor.containers.ContainerKey;
import io.jdock.supervisor.containers.Document;
import io.jdock.supervisor.runtimes.grpc.RuncOptions;
import java.nio.file.Path;

/**
 * Finds what a container's record means by its runtime.
 *
 * <p>containerd's names are those of its shims, of which there is none here. {@code io.containerd.runc.v2} stands for any OCI
 * runtime that its options name; without a name it stands for the built-in one, so that a client that asks for nothing special
 * needs no other program.
 */
public final class RuntimeNames {

    private final Path state;
    private final ProgramSearch search;

    /**
     * @param state directory in which the state directories of runtimes are made
     */
    public RuntimeNames(Path state, ProgramSearch search) {
        this.state = state;
        this.search = search;
    }

    /**
     * Decides what makes a task.
     *
     * @param taskOptions what the request for the task says; if it says anything, the container's options do not count
     * @throws InvalidArgumentException for a name nobody knows
     * @throws io.jdock.errdefs.NotFoundException if the program is not there
     */
    public RuntimeChoice choose(ContainerKey container, Container.Runtime runtime, Document taskOptions) {
        Document options = taskOptions.equals(Document.NONE) ? runtime.options() : taskOptions;
        return switch (runtime.name()) {
            case "io.containerd.jdock.v1" -> builtIn(options);
            case "io.containerd.runc.v1", "io.containerd.runc.v2" -> named(container, RuncOptions.read(options));
            default ->
                throw new InvalidArgumentException(
                        "task %s: runtime \"%s\" is not supported, only io.containerd.jdock.v1 and io.containerd.runc.v2"
                                .formatted(container, runtime.name()));
        };
    }

    private static RuntimeChoice builtIn(Document options) {
        if (!options.equals(Document.NONE)) {
            throw new InvalidArgumentException("runtime io.containerd.jdock.v1 has no options: " + options);
        }
        return new RuntimeChoice.BuiltIn(false);
    }

    private RuntimeChoice named(ContainerKey container, RuntimeOptions options) {
        if (options.binaryName().isEmpty()) {
            return builtIn(options);
        }
        Path program = search.find(options.binaryName());
        return new RuntimeChoice.Binary(
                program.toString(),
                root(program, options).resolve(container.namespace()).toString(),
                options.systemdCgroup(),
                options.noPivotRoot(),
                options.noNewKeyring());
    }

    private static RuntimeChoice builtIn(RuntimeOptions options) {
        if (!options.root().isEmpty() || options.noPivotRoot() || options.noNewKeyring()) {
            throw new InvalidArgumentException(
                    "runtime options: root, no_pivot_root and no_new_keyring need a binary_name");
        }
        return new RuntimeChoice.BuiltIn(options.systemdCgroup());
    }

    /** Runtimes do not read each other's state. */
    private Path root(Path program, RuntimeOptions options) {
        if (options.root().isEmpty()) {
            return state.resolve("runtimes").resolve(String.valueOf(program.getFileName()));
        }
        Path root = Path.of(options.root());
        if (!root.isAbsolute()) {
            throw new InvalidArgumentException("runtime options: root %s: must be absolute".formatted(root));
        }
        return root;
    }
}
