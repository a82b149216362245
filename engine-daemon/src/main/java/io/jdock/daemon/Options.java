package io.jdock.daemon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jdock.daemon.image.RegistryOptions;
import io.jdock.daemon.image.TransferLimits;
import io.jdock.daemon.image.Watermarks;
import io.jdock.daemon.runtime.OciProgram;
import io.jdock.daemon.runtime.RuntimeDeclarations;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the daemon was told by flags and by {@code daemon.json}. dockerd's names; a key given in both places is refused, as there.
 *
 * @param values each option's texts; several for those that may be repeated
 * @param runtimes what is declared as OCI runtimes, by name
 */
record Options(Map<Flag, List<String>> values, Map<String, OciProgram> runtimes) {

    static final String USAGE = """
            Usage: jdockd [OPTIONS]

            Serves Docker's API.

              -H, --host ADDRESS          where to listen, repeatable: unix:///PATH or tcp://IP:PORT
                                          (default unix:///var/run/jdock.sock)
              --data-root PATH            what outlives a reboot (default /var/lib/jdock)
              --exec-root PATH            what does not (default /run/jdock)
              -p, --pidfile PATH          where to note the process number (default /run/jdock/jdockd.pid)
              --config-file FILE          JSON with the same names (default /etc/jdock/daemon.json, may be absent)
              --containerd ADDRESS        a supervisor that somebody else runs; else one is started and watched
              --registry-mirror URL       asked before Docker Hub, repeatable
              --insecure-registry HOST    spoken to without TLS or with an unknown certificate, repeatable
              --max-concurrent-downloads N  layers that arrive at a time, of all pulls together (default 4)
              --max-concurrent-uploads N  layers that leave at a time, of all pushes together (default 5)
              --max-download-attempts N   how often a download that fails is tried (default 5)
              --http-proxy URL            for registries without TLS; http://[USER:PASSWORD@]HOST[:PORT]
              --https-proxy URL           for registries with TLS; in daemon.json all three below "proxies"
              --no-proxy LIST             hosts and networks that no proxy is used for, with commas between
              --bip CIDR                  address and network of the default bridge
              -G, --group NAME            may use the unix socket (default jdock, if it exists)
              --add-runtime NAME=PATH     an OCI runtime for --runtime of run and create, repeatable; runc and crun need
                                          no declaration where they are installed
              --exec-opt NAME=VALUE       native.cgroupdriver=cgroupfs, the default, or =systemd
              --default-runtime NAME      what containers have that ask for none (default jdock, the built-in one)
              --validate                  say whether the configuration can be used, and end
              --image-gc-high-threshold N remove images when more than N percent of the disk are in use: those that no container
                                          has and that were not used for the longest time (default: none are removed)
              --image-gc-low-threshold N  until no more than N percent are in use
              --image-gc-minimum-age TIME keep what was used or named within this time (default 2m)
              --image-gc-keep PATTERN     keep images with such a name, repeatable: httpd, base/*, *:stable
              --shutdown-containers       stop all containers when the daemon is stopped
              -l, --log-level LEVEL       trace, debug, info, warn or error (default info)
              -D, --debug                 the same as --log-level debug
              -v, --version, --help
            """;

    /** The options by name. {@code key} is the name in {@code daemon.json}; a plural one holds a list. */
    enum Flag {
        HOST("host", "hosts", "H", Kind.LIST),
        DATA_ROOT("data-root", "data-root", "", Kind.TEXT),
        EXEC_ROOT("exec-root", "exec-root", "", Kind.TEXT),
        PIDFILE("pidfile", "pidfile", "p", Kind.TEXT),
        CONFIG_FILE("config-file", "", "", Kind.TEXT),
        CONTAINERD("containerd", "containerd", "", Kind.TEXT),
        REGISTRY_MIRROR("registry-mirror", "registry-mirrors", "", Kind.LIST),
        INSECURE_REGISTRY("insecure-registry", "insecure-registries", "", Kind.LIST),
        MAX_CONCURRENT_DOWNLOADS("max-concurrent-downloads", "max-concurrent-downloads", "", Kind.NUMBER),
        MAX_CONCURRENT_UPLOADS("max-concurrent-uploads", "max-concurrent-uploads", "", Kind.NUMBER),
        MAX_DOWNLOAD_ATTEMPTS("max-download-attempts", "max-download-attempts", "", Kind.NUMBER),
        HTTP_PROXY("http-proxy", "", "", Kind.TEXT),
        HTTPS_PROXY("https-proxy", "", "", Kind.TEXT),
        NO_PROXY("no-proxy", "", "", Kind.TEXT),
        BIP("bip", "bip", "", Kind.TEXT),
        GROUP("group", "group", "G", Kind.TEXT),
        /** In {@code daemon.json} they have more than a name and a path; see {@link Options#RUNTIMES}. */
        ADD_RUNTIME("add-runtime", "", "", Kind.LIST),
        DEFAULT_RUNTIME("default-runtime", "default-runtime", "", Kind.TEXT),
        EXEC_OPT("exec-opt", "exec-opts", "", Kind.LIST),
        VALIDATE("validate", "", "", Kind.SWITCH),
        IMAGE_GC_HIGH_THRESHOLD("image-gc-high-threshold", "image-gc-high-threshold", "", Kind.NUMBER),
        IMAGE_GC_LOW_THRESHOLD("image-gc-low-threshold", "image-gc-low-threshold", "", Kind.NUMBER),
        IMAGE_GC_MINIMUM_AGE("image-gc-minimum-age", "image-gc-minimum-age", "", Kind.TEXT),
        IMAGE_GC_KEEP("image-gc-keep", "image-gc-keep", "", Kind.LIST),
        SHUTDOWN_CONTAINERS("shutdown-containers", "shutdown-containers", "", Kind.SWITCH),
        LOG_LEVEL("log-level", "log-level", "l", Kind.TEXT),
        DEBUG("debug", "debug", "D", Kind.SWITCH);

        private final String option;
        private final String key;
        private final String letter;
        private final Kind kind;

        Flag(String option, String key, String letter, Kind kind) {
            this.option = option;
            this.key = key;
            this.letter = letter;
            this.kind = kind;
        }

        /** What users call it: by its key in the file, if it has one. */
        String shown() {
            return key.isEmpty() ? option : key;
        }
    }

    private enum Kind {
        TEXT,
        LIST,
        NUMBER,
        SWITCH
    }

    private static final List<Flag> PROXIES = List.of(Flag.HTTP_PROXY, Flag.HTTPS_PROXY, Flag.NO_PROXY);
    /** The key of an object by name; dockerd adds what flags say. */
    static final String RUNTIMES = "runtimes";

    private static final List<Flag> IMAGE_GC = List.of(
            Flag.IMAGE_GC_HIGH_THRESHOLD, Flag.IMAGE_GC_LOW_THRESHOLD, Flag.IMAGE_GC_MINIMUM_AGE, Flag.IMAGE_GC_KEEP);
    private static final String DEFAULT_CONFIG = "/etc/jdock/daemon.json";

    /**
     * @throws InvalidArgumentException for a flag, key or value that is not understood, or one given twice
     */
    static Options parse(List<String> arguments) {
        Map<Flag, List<String>> flags = flags(arguments);
        RuntimeDeclarations runtimes = new RuntimeDeclarations();
        flags.getOrDefault(Flag.ADD_RUNTIME, List.of()).forEach(runtimes::addFlag);
        Optional<String> named =
                flags.getOrDefault(Flag.CONFIG_FILE, List.of()).stream().findFirst();
        Path file = Path.of(named.orElse(DEFAULT_CONFIG));
        if (named.isPresent() || Files.exists(file)) {
            ConfigFile.read(file, runtimes).forEach((flag, values) -> {
                if (flags.putIfAbsent(flag, values) != null) {
                    throw new InvalidArgumentException("%s: the key %s is also given as a flag: remove one"
                            .formatted(
                                    file, flag.key.isEmpty() ? ConfigFile.PROXIES_KEY + "." + flag.option : flag.key));
                }
            });
        }
        Options options = new Options(flags, runtimes.declared());
        options.check();
        return options;
    }

    List<String> hosts() {
        return values.getOrDefault(Flag.HOST, List.of("unix:///var/run/jdock.sock"));
    }

    Path dataRoot() {
        return path(Flag.DATA_ROOT, "/var/lib/jdock");
    }

    Path execRoot() {
        return path(Flag.EXEC_ROOT, "/run/jdock");
    }

    Path pidFile() {
        return values.containsKey(Flag.PIDFILE)
                ? path(Flag.PIDFILE, "")
                : execRoot().resolve("jdockd.pid");
    }

    /** The socket of a supervisor that somebody else runs. */
    Optional<Path> containerd() {
        return text(Flag.CONTAINERD)
                .map(address ->
                        Path.of(address.startsWith("unix://") ? address.substring("unix://".length()) : address));
    }

    /**
     * How registries are spoken to.
     *
     * @throws InvalidArgumentException for a mirror or a number that cannot be
     */
    RegistryOptions registries() {
        TransferLimits limits = new TransferLimits(
                number(Flag.MAX_CONCURRENT_DOWNLOADS, TransferLimits.USUAL.downloads()),
                number(Flag.MAX_CONCURRENT_UPLOADS, TransferLimits.USUAL.uploads()),
                number(Flag.MAX_DOWNLOAD_ATTEMPTS, TransferLimits.USUAL.attempts()));
        return new RegistryOptions(valuesOf(Flag.REGISTRY_MIRROR), valuesOf(Flag.INSECURE_REGISTRY), proxies(), limits);
    }

    /** The texts of an option; none where nobody says anything. */
    List<String> valuesOf(Flag flag) {
        return values.getOrDefault(flag, List.of());
    }

    /** What registries are reached through, by the names of the usual environment variables. */
    Map<String, String> proxies() {
        Map<String, String> proxies = new HashMap<>();
        for (Flag flag : PROXIES) {
            text(flag).ifPresent(value -> proxies.put(flag.name(), value));
        }
        return proxies;
    }

    Optional<String> bip() {
        return text(Flag.BIP);
    }

    Optional<String> group() {
        return text(Flag.GROUP);
    }

    Optional<String> defaultRuntime() {
        return text(Flag.DEFAULT_RUNTIME);
    }

    /**
     * Whether systemd makes the containers' cgroups.
     *
     * @throws InvalidArgumentException for an option of the runtime that is not known
     */
    boolean systemdCgroups() {
        boolean systemd = false;
        for (String option : values.getOrDefault(Flag.EXEC_OPT, List.of())) {
            systemd = switch (option) {
                case "native.cgroupdriver=cgroupfs" -> false;
                case "native.cgroupdriver=systemd" -> true;
                default ->
                    throw new InvalidArgumentException(
                            "--exec-opt %s: expected native.cgroupdriver=cgroupfs or native.cgroupdriver=systemd"
                                    .formatted(option));
            };
        }
        return systemd;
    }

    /** Whether the configuration is only to be looked at. */
    boolean validate() {
        return isOn(Flag.VALIDATE);
    }

    /**
     * When images go by themselves; empty when they do not.
     *
     * @throws InvalidArgumentException when that cannot be, or not all of it is said
     */
    Optional<Watermarks> watermarks() {
        List<Flag> given = IMAGE_GC.stream().filter(values::containsKey).toList();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String asked = "--" + given.getFirst().option;
        if (containerd().isPresent()) {
            throw new InvalidArgumentException(
                    "%s: cannot be used with --containerd, whose disk is not known here".formatted(asked));
        }
        if (!values.keySet().containsAll(List.of(Flag.IMAGE_GC_HIGH_THRESHOLD, Flag.IMAGE_GC_LOW_THRESHOLD))) {
            throw new InvalidArgumentException(
                    "%s: needs both --image-gc-high-threshold and --image-gc-low-threshold".formatted(asked));
        }
        return Optional.of(Watermarks.parse(
                number(Flag.IMAGE_GC_HIGH_THRESHOLD, 0),
                number(Flag.IMAGE_GC_LOW_THRESHOLD, 0),
                text(Flag.IMAGE_GC_MINIMUM_AGE),
                valuesOf(Flag.IMAGE_GC_KEEP)));
    }

    boolean shutdownContainers() {
        return isOn(Flag.SHUTDOWN_CONTAINERS);
    }

    boolean debug() {
        return isOn(Flag.DEBUG);
    }

    String logLevel() {
        return debug() ? "debug" : text(Flag.LOG_LEVEL).orElse("info");
    }

    private void check() {
        if (!List.of("trace", "debug", "info", "warn", "error").contains(logLevel())) {
            throw new InvalidArgumentException(
                    "--log-level %s: expected trace, debug, info, warn or error".formatted(logLevel()));
        }
        dataRoot();
        execRoot();
        systemdCgroups();
        registries();
        watermarks();
        text(Flag.HTTP_PROXY).ifPresent(url -> checkProxy(Flag.HTTP_PROXY, url));
        text(Flag.HTTPS_PROXY).ifPresent(url -> checkProxy(Flag.HTTPS_PROXY, url));
    }

    /** The text is not repeated: it may have a password in it. */
    private static void checkProxy(Flag flag, String text) {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return;
            }
        } catch (URISyntaxException _) {
            // As below; the message of this one has the text in it.
        }
        throw new InvalidArgumentException("--%s: expected http://[USER:PASSWORD@]HOST[:PORT]".formatted(flag.option));
    }

    private Optional<String> text(Flag flag) {
        return values.getOrDefault(flag, List.of()).stream().findFirst();
    }

    private int number(Flag flag, int usual) {
        return text(flag).map(Integer::parseInt).orElse(usual);
    }

    private boolean isOn(Flag flag) {
        return text(flag).filter("true"::equals).isPresent();
    }

    private Path path(Flag flag, String whenAbsent) {
        Path path = Path.of(text(flag).orElse(whenAbsent)).normalize();
        if (!path.isAbsolute()) {
            throw new InvalidArgumentException("--%s %s: must be an absolute path".formatted(flag.option, path));
        }
        return path;
    }

    /** pflag's forms: {@code --name value}, {@code --name=value}, {@code -H value}, {@code -Hvalue}; switches take no word. */
    private static Map<Flag, List<String>> flags(List<String> arguments) {
        Map<Flag, List<String>> flags = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            Flag flag = flagOf(argument);
            Optional<String> attached = attachedValue(argument);
            if (attached.isPresent() || flag.kind == Kind.SWITCH) {
                add(flags, flag, attached.orElse("true"));
            } else if (++i < arguments.size()) {
                add(flags, flag, arguments.get(i));
            } else {
                throw new InvalidArgumentException("flag needs an argument: " + argument);
            }
        }
        return flags;
    }

    private static Flag flagOf(String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        for (Flag flag : Flag.values()) {
            boolean isLong = name.equals("--" + flag.option);
            boolean isShort =
                    !flag.letter.isEmpty() && !argument.startsWith("--") && argument.startsWith("-" + flag.letter);
            if (isLong || isShort) {
                return flag;
            }
        }
        throw new InvalidArgumentException("unknown flag: %s; see --help".formatted(argument));
    }

    private static Optional<String> attachedValue(String argument) {
        int equals = argument.indexOf('=');
        if (argument.startsWith("--")) {
            return equals < 0 ? Optional.empty() : Optional.of(argument.substring(equals + 1));
        }
        String rest = argument.substring(2);
        return rest.isEmpty() ? Optional.empty() : Optional.of(rest.startsWith("=") ? rest.substring(1) : rest);
    }

    private static void add(Map<Flag, List<String>> flags, Flag flag, String value) {
        if (flag.kind == Kind.NUMBER) {
            checkNumber(flag, value);
        }
        List<String> values = flags.computeIfAbsent(flag, _ -> new ArrayList<>());
        if (flag.kind != Kind.LIST) {
            values.clear();
        }
        values.add(value);
    }

    /** pflag's words; what does not fit an {@code int} differs from what is no number at all. */
    private static void checkNumber(Flag flag, String value) {
        if (!isNumber(value)) {
            String why = value.matches("[+-]?[0-9]+") ? "value out of range" : "invalid syntax";
            throw new InvalidArgumentException(
                    "invalid argument \"%s\" for \"--%s\" flag: strconv.ParseInt: parsing \"%s\": %s"
                            .formatted(value, flag.option, value, why));
        }
    }

    private static boolean isNumber(String value) {
        try {
            Integer.parseInt(value);
            return true;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    /** {@code daemon.json}. */
    private static final class ConfigFile {

        /** An object by what the flags are called. */
        static final String PROXIES_KEY = "proxies";

        static Map<Flag, List<String>> read(Path file, RuntimeDeclarations runtimes) {
            Map<Flag, List<String>> values = new HashMap<>();
            try (JsonParser json = new JsonFactory().createParser(Files.readString(file))) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new InvalidArgumentException("%s: expected a JSON object".formatted(file));
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String key = json.currentName();
                    json.nextToken();
                    if (key.equals(RUNTIMES)) {
                        addRuntimes(file, json, runtimes);
                    } else if (key.equals(PROXIES_KEY)) {
                        addProxies(file, json, values);
                    } else {
                        Flag flag = flagOf(file, key);
                        values.put(flag, valuesOf(file, flag, json));
                    }
                }
                return values;
            } catch (IOException e) {
                throw new InvalidArgumentException("%s: %s".formatted(file, e.getMessage()), e);
            }
        }

        private static void addRuntimes(Path file, JsonParser json, RuntimeDeclarations runtimes) throws IOException {
            try {
                runtimes.addJson(json);
            } catch (InvalidArgumentException e) {
                throw new InvalidArgumentException("%s: %s".formatted(file, e.text()), e);
            }
        }

        private static void addProxies(Path file, JsonParser json, Map<Flag, List<String>> values) throws IOException {
            boolean object = json.currentToken() == JsonToken.START_OBJECT;
            while (object && json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                Flag flag = PROXIES.stream()
                        .filter(it -> it.option.equals(name))
                        .findFirst()
                        .orElseThrow(() -> new InvalidArgumentException(
                                "%s: unknown key \"%s.%s\"".formatted(file, PROXIES_KEY, name)));
                values.put(flag, valuesOf(file, flag, json));
            }
            if (!object) {
                throw new InvalidArgumentException(
                        "%s: the key \"%s\" has a value of the wrong kind".formatted(file, PROXIES_KEY));
            }
        }

        private static Flag flagOf(Path file, String key) {
            for (Flag flag : Flag.values()) {
                if (!flag.key.isEmpty() && flag.key.equals(key)) {
                    return flag;
                }
            }
            throw new InvalidArgumentException("%s: unknown key \"%s\"".formatted(file, key));
        }

        private static List<String> valuesOf(Path file, Flag flag, JsonParser json) throws IOException {
            List<String> values = new ArrayList<>();
            boolean fits = switch (flag.kind) {
                case TEXT -> json.currentToken() == JsonToken.VALUE_STRING;
                case SWITCH -> json.currentToken().isBoolean();
                case NUMBER -> json.currentToken() == JsonToken.VALUE_NUMBER_INT && isNumber(json.getText());
                case LIST -> json.currentToken() == JsonToken.START_ARRAY;
            };
            if (fits && flag.kind == Kind.LIST) {
                while (json.nextToken() == JsonToken.VALUE_STRING) {
                    values.add(json.getText());
                }
                fits = json.currentToken() == JsonToken.END_ARRAY;
            } else if (fits) {
                values.add(json.getText());
            }
            if (!fits) {
                throw new InvalidArgumentException(
                        "%s: the key \"%s\" has a value of the wrong kind".formatted(file, flag.shown()));
            }
            return values;
        }
    }
}
