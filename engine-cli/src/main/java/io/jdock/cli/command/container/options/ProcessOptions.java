package io.jdock.cli.command.container.options;

import io.jdock.cli.command.Cli;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.NumberFlag;
import io.jdock.cli.flags.NumberForm;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.flags.ValueCheck;
import java.util.ArrayList;
import java.util.List;

/** What runs: user, directory, environment, labels, how it is stopped. */
final class ProcessOptions {

    private final ListFlag env;
    private final ListFlag envFile;
    private final TextFlag entrypoint;
    private final TextFlag hostname;
    private final TextFlag domainname;
    private final ListFlag labels;
    private final ListFlag labelFile;
    private final TextFlag stopSignal;
    private final NumberFlag stopTimeout;
    private final TextFlag user;
    private final TextFlag workdir;
    private final ListFlag annotations;
    private final BoolFlag init;

    ProcessOptions(FlagSet flags) {
        env = flags.list("env", 'e', "list", KeyValues.VARIABLE, "Set environment variables");
        envFile = flags.list("env-file", '\0', "Read in a file of environment variables");
        entrypoint = flags.text("entrypoint", '\0', "Overwrite the default ENTRYPOINT of the image");
        hostname = flags.text("hostname", 'h', "Container host name");
        domainname = flags.text("domainname", '\0', "Container NIS domain name");
        labels = flags.list("label", 'l', "Set meta data on a container");
        labelFile = flags.list("label-file", '\0', "Read in a line delimited file of labels");
        stopSignal = flags.text("stop-signal", '\0', "Signal to stop the container");
        stopTimeout = flags.number("stop-timeout", '\0', NumberForm.INT, "Timeout (in seconds) to stop a container");
        user = flags.text("user", 'u', "Username or UID (format: <name|uid>[:<group|gid>])");
        workdir = flags.text("workdir", 'w', "Working directory inside the container");
        annotations = flags.list(
                "annotation",
                '\0',
                "map",
                ValueCheck.NONE,
                "Add an annotation to the container (passed through to the OCI runtime) (default map[])");
        init = flags.bool("init", '\0', "Run an init inside the container that forwards signals and reaps processes");
    }

    void addTo(CreateRequest request, Cli cli, List<String> command) {
        List<String> environment = KeyValues.environment(cli, envFile.values(), env.values());
        environment.addAll(ProxyVariables.missing(cli, environment));
        request.config()
                .putUnlessEmpty("Hostname", hostname.value())
                .putUnlessEmpty("Domainname", domainname.value())
                .putUnlessEmpty("User", user.value())
                .putUnlessEmpty("Env", environment)
                .putUnlessEmpty("Cmd", command)
                .putUnlessEmpty("WorkingDir", workdir.value())
                .putUnlessEmpty("Labels", KeyValues.toObject(labels()))
                .putUnlessEmpty("StopSignal", stopSignal.value());
        if (entrypoint.given()) {
            // An empty text means: none at all, not even the image's.
            request.config().put("Entrypoint", List.of(entrypoint.value()));
        }
        if (stopTimeout.given()) {
            request.config().put("StopTimeout", stopTimeout.value());
        }
        request.host().putUnlessEmpty("Annotations", KeyValues.toObject(annotations.values()));
        if (init.given()) {
            request.host().put("Init", init.value());
        }
    }

    private List<String> labels() {
        List<String> all = new ArrayList<>();
        for (String file : labelFile.values()) {
            all.addAll(KeyValues.lines(file));
        }
        all.addAll(labels.values());
        return all;
    }
}
