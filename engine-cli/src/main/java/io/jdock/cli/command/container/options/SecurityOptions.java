package io.jdock.cli.command.container.options;

import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.TextFlag;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonSyntaxException;
import io.jdock.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rights and isolation: capabilities, namespaces, devices, seccomp. */
final class SecurityOptions implements OptionGroup {

    private static final String SECCOMP = "seccomp=";
    private static final String UNMASKED = "systempaths=unconfined";

    private final BoolFlag privileged;
    private final BoolFlag readOnly;
    private final ListFlag capAdd;
    private final ListFlag capDrop;
    private final ListFlag securityOpt;
    private final ListFlag groupAdd;
    private final ListFlag sysctl;
    private final ListFlag devices;
    private final ListFlag deviceRules;
    private final TextFlag cgroupns;
    private final TextFlag ipc;
    private final TextFlag pid;
    private final TextFlag userns;
    private final TextFlag uts;

    SecurityOptions(FlagSet flags) {
        privileged = flags.bool("privileged", '\0', "Give extended privileges to this container");
        readOnly = flags.bool("read-only", '\0', "Mount the container's root filesystem as read only");
        capAdd = flags.list("cap-add", '\0', "Add Linux capabilities");
        capDrop = flags.list("cap-drop", '\0', "Drop Linux capabilities");
        securityOpt = flags.list("security-opt", '\0', "Security Options");
        groupAdd = flags.list("group-add", '\0', "Add additional groups to join");
        sysctl = flags.list("sysctl", '\0', "map", KeyValues.PAIR, "Sysctl options (default map[])");
        devices = flags.list("device", '\0', "Add a host device to the container");
        deviceRules = flags.list("device-cgroup-rule", '\0', "Add a rule to the cgroup allowed devices list");
        cgroupns = flags.text(
                "cgroupns",
                '\0',
                "Cgroup namespace to use (host|private)\n"
                        + "'host':    Run the container in the Docker host's cgroup namespace\n"
                        + "'private': Run the container in its own private cgroup namespace\n"
                        + "'':        Use the cgroup namespace as configured by the\n"
                        + "           default-cgroupns-mode option on the daemon (default)");
        ipc = flags.text("ipc", '\0', "IPC mode to use");
        pid = flags.text("pid", '\0', "PID namespace to use");
        userns = flags.text("userns", '\0', "User namespace to use");
        uts = flags.text("uts", '\0', "UTS namespace to use");
    }

    @Override
    public void addTo(CreateRequest request) {
        request.host()
                .putIfTrue("Privileged", privileged.value())
                .putIfTrue("ReadonlyRootfs", readOnly.value())
                .putUnlessEmpty("CapAdd", capAdd.values())
                .putUnlessEmpty("CapDrop", capDrop.values())
                .putUnlessEmpty("GroupAdd", groupAdd.values())
                .putUnlessEmpty("Sysctls", KeyValues.toObject(sysctl.values()))
                .putUnlessEmpty("DeviceCgroupRules", deviceRules.values())
                .putUnlessEmpty("CgroupnsMode", cgroupns.value())
                .putUnlessEmpty("IpcMode", ipc.value())
                .putUnlessEmpty("PidMode", pid.value())
                .putUnlessEmpty("UsernsMode", userns.value())
                .putUnlessEmpty("UTSMode", uts.value());
        if (!devices.values().isEmpty()) {
            request.host().put("Devices", devices());
        }
        addSecurityOpts(request);
    }

    private JsonArray devices() {
        List<JsonValue> mappings = new ArrayList<>();
        for (String text : devices.values()) {
            mappings.add(DeviceSpec.parse(text));
        }
        return new JsonArray(mappings);
    }

    /** A seccomp profile travels as its text, because the engine may not see our files; unmasking is two fields of its own. */
    private void addSecurityOpts(CreateRequest request) {
        List<String> options = new ArrayList<>();
        for (String option : securityOpt.values()) {
            if (option.equals(UNMASKED)) {
                request.host().put("MaskedPaths", JsonArray.EMPTY).put("ReadonlyPaths", JsonArray.EMPTY);
            } else if (option.startsWith(SECCOMP)) {
                options.add(SECCOMP + profile(option.substring(SECCOMP.length())));
            } else {
                options.add(option);
            }
        }
        request.host().putUnlessEmpty("SecurityOpt", options);
    }

    private static String profile(String file) {
        if (file.equals("unconfined") || file.equals("builtin")) {
            return file;
        }
        try {
            return JsonReader.read(Files.readString(Path.of(file))).toJson();
        } catch (IOException e) {
            throw new CommandException("opening seccomp profile (" + file + ") failed: " + e.getMessage());
        } catch (JsonSyntaxException e) {
            throw new CommandException("compacting json for seccomp profile (" + file + ") failed: " + e.getMessage());
        }
    }

    /** {@code /dev/host[:/dev/inside][:rwm]} as the engine wants it. */
    private static final class DeviceSpec {

        private DeviceSpec() {}

        static JsonObject parse(String text) {
            String[] parts = text.split(":", -1);
            if (parts.length > 3 || parts[0].isEmpty()) {
                throw new CommandException("invalid device specification: " + text);
            }
            boolean secondIsMode = parts.length == 2 && isMode(parts[1]);
            String inside = parts.length > 1 && !secondIsMode ? parts[1] : parts[0];
            String last = parts[parts.length - 1];
            if (parts.length == 3 && !isMode(last)) {
                throw new CommandException("invalid device specification: " + text);
            }
            return JsonObject.builder()
                    .put("PathOnHost", parts[0])
                    .put("PathInContainer", inside)
                    .put("CgroupPermissions", parts.length == 3 || secondIsMode ? last : "rwm")
                    .build();
        }

        private static boolean isMode(String text) {
            for (int i = 0; i < text.length(); i++) {
                if ("rwm".indexOf(text.charAt(i)) < 0 || text.indexOf(text.charAt(i)) != i) {
                    return false;
                }
            }
            return !text.isEmpty();
        }
    }
}
