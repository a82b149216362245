package io.jdock.cli.command.container.options;

import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.NumberFlag;
import io.jdock.cli.flags.NumberForm;
import io.jdock.cli.flags.TextFlag;
import io.jdock.json.JsonObject;
import java.util.List;

/** From start to removal: restart policy, health, logs, runtime, {@code --rm}. */
final class LifeOptions implements OptionGroup {

    private final BoolFlag remove;
    private final TextFlag restart;
    private final TextFlag runtime;
    private final TextFlag logDriver;
    private final ListFlag logOpts;
    private final TextFlag healthCommand;
    private final NumberFlag healthInterval;
    private final NumberFlag healthTimeout;
    private final NumberFlag healthStartPeriod;
    private final NumberFlag healthStartInterval;
    private final NumberFlag healthRetries;
    private final BoolFlag noHealthcheck;

    LifeOptions(FlagSet flags) {
        remove = flags.bool(
                "rm", '\0', "Automatically remove the container and its associated anonymous volumes when it exits");
        restart = flags.text("restart", '\0', "no", "Restart policy to apply when a container exits");
        runtime = flags.text("runtime", '\0', "Runtime to use for this container");
        logDriver = flags.text("log-driver", '\0', "Logging driver for the container");
        logOpts = flags.list("log-opt", '\0', "Log driver options");
        healthCommand = flags.text("health-cmd", '\0', "Command to run to check health");
        healthInterval =
                flags.number("health-interval", '\0', NumberForm.DURATION, "Time between running the check (ms|s|m|h)");
        healthTimeout = flags.number(
                "health-timeout", '\0', NumberForm.DURATION, "Maximum time to allow one check to run (ms|s|m|h)");
        healthStartPeriod = flags.number(
                "health-start-period",
                '\0',
                NumberForm.DURATION,
                "Start period for the container to initialize before starting health-retries countdown (ms|s|m|h)");
        healthStartInterval = flags.number(
                "health-start-interval",
                '\0',
                NumberForm.DURATION,
                "Time between running the check during the start period (ms|s|m|h)");
        healthRetries =
                flags.number("health-retries", '\0', NumberForm.INT, "Consecutive failures needed to report unhealthy");
        noHealthcheck = flags.bool("no-healthcheck", '\0', "Disable any container-specified HEALTHCHECK");
    }

    boolean removesItself() {
        return remove.value();
    }

    @Override
    public void addTo(CreateRequest request) {
        JsonObject policy = restartPolicy();
        if (remove.value() && !policy.text("Name").equals("no")) {
            throw new CommandException("conflicting options: cannot specify both --restart and --rm");
        }
        request.config().putUnlessEmpty("Healthcheck", healthcheck());
        request.host()
                .putIfTrue("AutoRemove", remove.value())
                .putUnlessEmpty("Runtime", runtime.value())
                .putUnlessEmpty("LogConfig", logConfig());
        if (restart.given()) {
            request.host().put("RestartPolicy", policy);
        }
    }

    private JsonObject restartPolicy() {
        String text = restart.value().isEmpty() ? "no" : restart.value();
        int colon = text.indexOf(':');
        if (colon < 0) {
            return JsonObject.builder()
                    .put("Name", text)
                    .put("MaximumRetryCount", 0)
                    .build();
        }
        String name = text.substring(0, colon);
        if (name.isEmpty()) {
            throw new CommandException("invalid restart policy format: no policy provided before colon");
        }
        try {
            int count = Integer.parseInt(text.substring(colon + 1));
            return JsonObject.builder()
                    .put("Name", name)
                    .put("MaximumRetryCount", count)
                    .build();
        } catch (NumberFormatException e) {
            throw new CommandException("invalid restart policy format: maximum retry count must be an integer");
        }
    }

    private JsonObject logConfig() {
        return JsonObject.builder()
                .putUnlessEmpty("Type", logDriver.value())
                .putUnlessEmpty("Config", KeyValues.toObject(logOpts.values()))
                .build();
    }

    private JsonObject healthcheck() {
        boolean changed = healthCommand.given()
                || healthInterval.given()
                || healthTimeout.given()
                || healthStartPeriod.given()
                || healthStartInterval.given()
                || healthRetries.given();
        if (noHealthcheck.value()) {
            if (changed) {
                throw new CommandException("--no-healthcheck conflicts with --health-* options");
            }
            return JsonObject.builder().put("Test", List.of("NONE")).build();
        }
        List<String> test = healthCommand.value().isEmpty() ? List.of() : List.of("CMD-SHELL", healthCommand.value());
        return JsonObject.builder()
                .putUnlessEmpty("Test", test)
                .putUnlessZero("Interval", healthInterval.value())
                .putUnlessZero("Timeout", healthTimeout.value())
                .putUnlessZero("StartPeriod", healthStartPeriod.value())
                .putUnlessZero("StartInterval", healthStartInterval.value())
                .putUnlessZero("Retries", healthRetries.value())
                .build();
    }
}
