package io.jdock.daemon.build;

import io.jdock.daemon.build.dockerfile.Arguments;
import io.jdock.daemon.build.dockerfile.Dockerfile;
import io.jdock.daemon.build.dockerfile.Instruction;
import io.jdock.daemon.image.Composer;
import io.jdock.daemon.image.HeldImages;
import io.jdock.daemon.image.Transfers;
import io.jdock.daemon.image.Trees;
import io.jdock.daemon.image.change.Change;
import io.jdock.daemon.image.change.Changes;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.oci.image.ExecutionConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** One stage of a build: does its instructions one after the other, each on the image that the one before has left. */
final class StageBuild {

    private static final char ESCAPE = '\\';
    /** What has a meaning for an expansion. */
    private static final Pattern SPECIAL = Pattern.compile("[\\\\$'\"]");

    private final Workshop workshop;
    private final HeldImages.Hold hold;
    private final BuildOutput output;
    private final Cancellation cancellation;
    private final StepCache cache;
    private final RunStep runs;
    private final CopyFiles files;
    private final Arguments.Scope arguments;
    private Built state;
    private String author;
    private boolean cmdGiven;

    /** Does a step that was not done before. */
    @FunctionalInterface
    private interface Work {

        /** @return the ID of the new image */
        String on(Composer.NewImage image) throws IOException;
    }

    /** @param start the image that the stage continues */
    StageBuild(
            Workshop workshop,
            HeldImages.Hold hold,
            BuildOutput output,
            Cancellation cancellation,
            StepCache cache,
            RunStep runs,
            CopyFiles files,
            Arguments.Scope arguments,
            Built start) {
        this.workshop = workshop;
        this.hold = hold;
        this.output = output;
        this.cancellation = cancellation;
        this.cache = cache;
        this.runs = runs;
        this.files = files;
        this.arguments = arguments;
        this.state = start;
        this.author = start.config().author();
    }

    /** What has come of it so far. */
    Built state() {
        return state;
    }

    /**
     * What the image that it continues has for builds that do so; afterwards it has it no longer.
     *
     * @throws io.jdock.errdefs.InvalidArgumentException when one of them is no instruction
     */
    List<Instruction> takeTriggers() {
        ExecutionConfig config = state.config().config();
        List<Instruction> triggers = Dockerfile.triggers(config.onBuild());
        state = new Built(state.id(), state.config().withConfig(config.withOnBuild(List.of())));
        return triggers;
    }

    /** Does one instruction and tells what came of it. */
    void perform(Instruction instruction) throws IOException {
        cancellation.check();
        switch (instruction) {
            case Instruction.From _ -> throw new IllegalArgumentException("FROM begins a stage");
            case Instruction.Arg arg -> declare(arg);
            case Instruction.Run run -> run(run);
            case Instruction.Copy copy -> copy(copy);
            case Instruction.Setting setting ->
                set(setting.change(), setting.origin().escape());
        }
        output.image(state.id().orElseThrow());
    }

    private ExecutionConfig config() {
        return state.config().config();
    }

    private Map<String, String> environment() {
        return Changes.variables(config());
    }

    private void declare(Instruction.Arg arg) throws IOException {
        String text = arguments.declare(arg, environment());
        make(StepRecord.setting(text, config(), author), true, this::configure);
    }

    /** Adds labels as they are. */
    void label(Map<String, String> labels) throws IOException {
        List<Map.Entry<String, String>> literal = labels.entrySet().stream()
                .map(it -> Map.entry(literal(it.getKey()), literal(it.getValue())))
                .toList();
        set(new Change.Label(literal), ESCAPE);
        output.image(state.id().orElseThrow());
    }

    private static String literal(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }

    private void set(Change change, char escape) throws IOException {
        Changes.Changed changed = Changes.apply(config(), change, arguments.values(), escape, cmdGiven);
        cmdGiven |= change instanceof Change.Command;
        if (change instanceof Change.Maintainer maintainer) {
            author = maintainer.author();
        }
        if (change instanceof Change.Workdir) {
            String directory = changed.config().workingDir();
            make(
                    StepRecord.files(changed.text(), changed.config(), author),
                    false,
                    image -> copy(image, new Trees.Copy(List.of(), directory + "/", "", OptionalInt.empty())));
        } else {
            make(StepRecord.setting(changed.text(), changed.config(), author), true, this::configure);
        }
    }

    private void run(Instruction.Run run) throws IOException {
        if (state.id().isEmpty()) {
            throw new FailedPreconditionException(
                    "%s: there is no image to run it in".formatted(run.origin().text()));
        }
        List<String> command = run.command(config().shell());
        List<String> values = arguments.environment(environment());
        List<String> recorded = arguments.recorded(environment());
        String shown = String.join(" ", command);
        String createdBy =
                recorded.isEmpty() ? shown : "|%d %s %s".formatted(recorded.size(), String.join(" ", recorded), shown);
        List<String> details = new ArrayList<>(command);
        run.script().ifPresent(script -> details.add(script.text()));
        make(
                new StepRecord(createdBy, config(), author, details),
                false,
                image -> runs.run(image, command, values, run.script()));
    }

    private void copy(Instruction.Copy written) throws IOException {
        Instruction.Copy copy = written.expanded(arguments.variables(environment()));
        try (CopyFiles.Prepared prepared = files.prepare(copy, config().workingDir())) {
            make(StepRecord.files(prepared.text(), config(), author), false, image -> copy(image, prepared.order()));
        }
    }

    private void make(StepRecord step, boolean withoutLayer, Work work) throws IOException {
        Optional<Built> known = cache.find(state, step.key(), hold);
        if (known.isPresent()) {
            output.text(" ---> Using cache\n");
            state = known.get();
            return;
        }
        Composer.NewImage image = new Composer.NewImage(
                state.id(), step.after(state.config(), workshop.clock().instant(), withoutLayer), "", step.key());
        String id = work.on(image);
        hold.add(id);
        state = Built.of(workshop.catalog().resolve(id));
    }

    private String configure(Composer.NewImage image) throws IOException {
        return finish(workshop.composer().configure(image));
    }

    private String copy(Composer.NewImage image, Trees.Copy order) throws IOException {
        return finish(workshop.composer().copy(image, order));
    }

    private String finish(Transfers.Transfer started) throws IOException {
        try (Transfers.Transfer transfer = started;
                var _ = cancellation.during(transfer::close)) {
            return transfer.finish().imageId();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("build: interrupted", e);
        }
    }
}
