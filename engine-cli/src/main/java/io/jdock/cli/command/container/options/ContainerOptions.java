package io.jdock.cli.command.container.options;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.InvalidValueException;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.flags.ValueCheck;
import io.jdock.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** All flags that {@code run} and {@code create} share, and the request they make. */
public final class ContainerOptions {

    private static final ValueCheck STREAM = value -> {
        String name = value.toLowerCase(Locale.ROOT);
        if (!name.equals("stdin") && !name.equals("stdout") && !name.equals("stderr")) {
            throw new InvalidValueException("valid streams are STDIN, STDOUT and STDERR");
        }
    };

    private final ListFlag attach;
    private final BoolFlag interactive;
    private final BoolFlag tty;
    private final TextFlag name;
    private final TextFlag cidFile;
    private final TextFlag platform;
    private final TextFlag pull;
    private final BoolFlag quiet;
    private final ProcessOptions process;
    private final ResourceOptions resources;
    private final SecurityOptions security;
    private final StorageOptions storage;
    private final NetworkOptions network;
    private final LifeOptions life;

    /** Declares the flags. */
    public ContainerOptions(FlagSet flags) {
        attach = flags.list("attach", 'a', "list", STREAM, "Attach to STDIN, STDOUT or STDERR");
        interactive = flags.bool("interactive", 'i', "Keep STDIN open even if not attached");
        tty = flags.bool("tty", 't', "Allocate a pseudo-TTY");
        name = flags.text("name", '\0', "Assign a name to the container");
        cidFile = flags.text("cidfile", '\0', "Write the container ID to the file");
        platform = flags.text("platform", '\0', "Set platform if server is multi-platform capable");
        pull = flags.text("pull", '\0', "missing", "Pull image before running (\"always\", \"missing\", \"never\")");
        quiet = flags.bool("quiet", 'q', "Suppress the pull output");
        process = new ProcessOptions(flags);
        resources = new ResourceOptions(flags);
        security = new SecurityOptions(flags);
        storage = new StorageOptions(flags);
        network = new NetworkOptions(flags);
        life = new LifeOptions(flags);
    }

    public String name() {
        return name.value();
    }

    public String cidFile() {
        return cidFile.value();
    }

    /** The wanted platform; empty for the engine's own. */
    public String platform(Cli cli) {
        return platform.given() ? platform.value() : cli.environment("DOCKER_DEFAULT_PLATFORM");
    }

    /** When to pull: {@code always}, {@code missing} or {@code never}. */
    public String pullPolicy() {
        String policy = pull.value();
        if (!policy.equals("always") && !policy.equals("missing") && !policy.equals("never")) {
            throw new CommandException(
                    "invalid pull option: '" + policy + "': must be one of \"always\", \"missing\" or \"never\"");
        }
        return policy;
    }

    public boolean isQuiet() {
        return quiet.value();
    }

    public boolean hasTty() {
        return tty.value();
    }

    public boolean removesItself() {
        return life.removesItself();
    }

    /** Whether a stream was named with {@code -a}. */
    public boolean namesStreams() {
        return attach.given();
    }

    /**
     * Which streams a container in the foreground is attached to: those named, or output, and input when it is kept open.
     *
     * @param stream {@code stdin}, {@code stdout} or {@code stderr}
     */
    public boolean attaches(String stream) {
        if (!attach.given()) {
            return interactive.value() || !stream.equals("stdin");
        }
        for (String named : attach.values()) {
            if (named.toLowerCase(Locale.ROOT).equals(stream)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The body of the create request.
     *
     * @param words image, then command and its arguments
     * @param detached whether nobody will be attached
     */
    public JsonObject request(Cli cli, List<String> words, boolean detached) {
        CreateRequest request = new CreateRequest();
        boolean stdin = !detached && attaches("stdin");
        request.config()
                .putIfTrue("AttachStdin", stdin)
                .putIfTrue("AttachStdout", !detached && attaches("stdout"))
                .putIfTrue("AttachStderr", !detached && attaches("stderr"))
                .putIfTrue("Tty", tty.value())
                .putIfTrue("OpenStdin", interactive.value())
                .putIfTrue("StdinOnce", interactive.value() && stdin)
                .put("Image", words.get(0));
        request.host().putUnlessEmpty("ContainerIDFile", cidFile.value()).putUnlessEmpty("Links", network.hostLinks());
        process.addTo(request, cli, words.subList(1, words.size()));
        resources.addTo(request);
        security.addTo(request);
        storage.addTo(request);
        network.addTo(request);
        life.addTo(request);
        return request.build();
    }
}
