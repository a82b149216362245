package io.jdock.cli.command.system;

import io.jdock.cli.command.ProductVersion;
import io.jdock.cli.format.Sizes;
import io.jdock.cli.format.Texts;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** The plain text of {@code info}. */
final class InfoText {

    private final JsonObject info;
    private final StringBuilder out = new StringBuilder();

    InfoText(JsonObject info) {
        this.info = info;
    }

    /** The part about this program. */
    static String client(boolean debug) {
        return "Client:\n Version:    " + ProductVersion.NUMBER + "\n Context:    default\n Debug Mode: " + debug
                + "\n";
    }

    String render() {
        out.append("\nServer:\n");
        containers();
        storage();
        plugins();
        runtimes();
        security();
        host();
        registries();
        line(0, "Live Restore Enabled", Boolean.toString(info.bool("LiveRestoreEnabled")));
        warnings();
        return out.append('\n').toString();
    }

    private void containers() {
        line(0, "Containers", info.text("Containers"));
        line(1, "Running", info.text("ContainersRunning"));
        line(1, "Paused", info.text("ContainersPaused"));
        line(1, "Stopped", info.text("ContainersStopped"));
        line(0, "Images", info.text("Images"));
        lineIfSet("Server Version", "ServerVersion");
    }

    private void storage() {
        lineIfSet("Storage Driver", "Driver");
        pairs(info.array("DriverStatus"));
        lineIfSet("Logging Driver", "LoggingDriver");
        lineIfSet("Cgroup Driver", "CgroupDriver");
        lineIfSet("Cgroup Version", "CgroupVersion");
    }

    private void plugins() {
        JsonObject plugins = info.object("Plugins");
        out.append(" Plugins:\n");
        pluginLine("Volume", plugins);
        pluginLine("Network", plugins);
        if (!plugins.array("Authorization").items().isEmpty()) {
            pluginLine("Authorization", plugins);
        }
        pluginLine("Log", plugins);
        line(0, "Swarm", info.object("Swarm").text("LocalNodeState"));
    }

    private void pluginLine(String kind, JsonObject plugins) {
        line(1, kind, Texts.join(plugins.array(kind).texts(), " "));
    }

    private void runtimes() {
        JsonObject runtimes = info.object("Runtimes");
        if (!runtimes.isEmpty()) {
            line(0, "Runtimes", Texts.join(new ArrayList<>(runtimes.members().keySet()), " "));
            lineIfSet("Default Runtime", "DefaultRuntime");
        }
        lineIfSet("Init Binary", "InitBinary");
        commit("containerd", "ContainerdCommit");
        commit("runc", "RuncCommit");
        commit("init", "InitCommit");
    }

    private void commit(String name, String field) {
        if (info.has(field)) {
            line(0, name + " version", info.object(field).text("ID"));
        }
    }

    /** Each option is {@code name=seccomp,profile=default}: the name, then its settings below it. */
    private void security() {
        List<String> options = info.array("SecurityOptions").texts();
        if (options.isEmpty()) {
            return;
        }
        out.append(" Security Options:\n");
        for (String option : options) {
            for (String part : option.split(",", -1)) {
                int equals = part.indexOf('=');
                String key = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                if (key.equals("name")) {
                    out.append("  ").append(value).append('\n');
                } else {
                    line(2, key.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + key.substring(1), value);
                }
            }
        }
    }

    private void host() {
        lineIfSet("Kernel Version", "KernelVersion");
        lineIfSet("Operating System", "OperatingSystem");
        lineIfSet("OSType", "OSType");
        lineIfSet("Architecture", "Architecture");
        line(0, "CPUs", info.text("NCPU"));
        line(0, "Total Memory", Sizes.binary(info.decimal("MemTotal")));
        lineIfSet("Name", "Name");
        lineIfSet("ID", "ID");
        line(0, "Docker Root Dir", info.text("DockerRootDir"));
        line(0, "Debug Mode", Boolean.toString(info.bool("Debug")));
        lineIfSet("HTTP Proxy", "HttpProxy");
        lineIfSet("HTTPS Proxy", "HttpsProxy");
        lineIfSet("No Proxy", "NoProxy");
        list("Labels", info.array("Labels").texts());
        line(0, "Experimental", Boolean.toString(info.bool("ExperimentalBuild")));
    }

    private void registries() {
        JsonObject config = info.object("RegistryConfig");
        JsonObject indexes = config.object("IndexConfigs");
        List<String> insecure = new ArrayList<>();
        for (String name : indexes.members().keySet()) {
            if (!indexes.object(name).bool("Secure")) {
                insecure.add(name);
            }
        }
        insecure.addAll(config.array("InsecureRegistryCIDRs").texts());
        list("Insecure Registries", insecure);
        list("Registry Mirrors", config.array("Mirrors").texts());
    }

    private void warnings() {
        for (String warning : info.array("Warnings").texts()) {
            out.append(warning).append('\n');
        }
    }

    private void pairs(JsonArray pairs) {
        for (JsonValue item : pairs.items()) {
            if (item instanceof JsonArray pair && pair.items().size() == 2) {
                line(1, pair.texts().get(0), pair.texts().get(1));
            }
        }
    }

    private void list(String label, List<String> values) {
        if (values.isEmpty()) {
            return;
        }
        out.append(' ').append(label).append(":\n");
        for (String value : values) {
            out.append("  ").append(value).append('\n');
        }
    }

    private void lineIfSet(String label, String field) {
        if (!info.text(field).isEmpty()) {
            line(0, label, info.text(field));
        }
    }

    private void line(int depth, String label, String value) {
        out.append(" ".repeat(depth + 1))
                .append(label)
                .append(": ")
                .append(value)
                .append('\n');
    }
}
