package io.jdock.cli.command.system;

import io.jdock.cli.client.ApiVersion;
import io.jdock.cli.command.Platform;
import io.jdock.cli.command.ProductVersion;
import io.jdock.cli.format.Moments;
import io.jdock.json.JsonObject;
import java.util.List;

/** The plain text of {@code version}: this program, then the engine's parts. */
final class VersionText {

    private static final int LABEL_WIDTH = 19;

    private final ApiVersion spoken;
    private final JsonObject server;
    private final StringBuilder out = new StringBuilder();

    VersionText(ApiVersion spoken, JsonObject server) {
        this.spoken = spoken;
        this.server = server;
    }

    String render() {
        client();
        if (!server.isEmpty()) {
            server();
        }
        return out.toString();
    }

    private void client() {
        out.append("Client:\n");
        boolean lowered = spoken.compareTo(ApiVersion.OURS) < 0;
        line(1, "Version:", ProductVersion.NUMBER);
        line(1, "API version:", spoken + (lowered ? " (downgraded from " + ApiVersion.OURS + ")" : ""));
        line(1, "Java version:", System.getProperty("java.version", ""));
        line(1, "OS/Arch:", Platform.name());
        line(1, "Context:", "default");
    }

    private void server() {
        String platform = server.object("Platform").text("Name");
        out.append("\nServer:").append(platform.isEmpty() ? "" : " " + platform).append('\n');
        List<JsonObject> components = server.array("Components").objects();
        if (components.isEmpty()) {
            engine("Engine", server.text("Version"), server);
        }
        for (JsonObject component : components) {
            component(component);
        }
    }

    private void component(JsonObject component) {
        String name = component.text("Name");
        JsonObject details = component.object("Details");
        if (name.equals("Engine")) {
            engine(name, component.text("Version"), details);
            return;
        }
        out.append(' ').append(name).append(":\n");
        line(2, "Version:", component.text("Version"));
        for (String key : details.sortedNames()) {
            lineIfSet(key + ":", details.text(key));
        }
    }

    private void engine(String name, String version, JsonObject details) {
        out.append(' ').append(name).append(":\n");
        line(2, "Version:", version);
        line(
                2,
                "API version:",
                details.text("ApiVersion") + " (minimum version " + details.text("MinAPIVersion") + ")");
        lineIfSet("Go version:", details.text("GoVersion"));
        lineIfSet("Java version:", details.text("JavaVersion"));
        lineIfSet("Git commit:", details.text("GitCommit"));
        lineIfSet("Built:", Moments.buildTime(details.text("BuildTime")));
        line(2, "OS/Arch:", details.text("Os") + "/" + details.text("Arch"));
        String experimental = details.text("Experimental");
        line(2, "Experimental:", experimental.isEmpty() ? "false" : experimental);
    }

    /** An engine tells what it is made of, and leaves out what it is not: dockerd has no Java, ours no Go. */
    private void lineIfSet(String label, String value) {
        if (!value.isEmpty()) {
            line(2, label, value);
        }
    }

    private void line(int indent, String label, String value) {
        int start = out.length();
        out.append(" ".repeat(indent)).append(label);
        while (out.length() < start + LABEL_WIDTH - 1 + indent) {
            out.append(' ');
        }
        out.append(value).append('\n');
    }
}
