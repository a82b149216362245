package io.jdock.daemon.build;

import io.jdock.daemon.build.dockerfile.Arguments;
import io.jdock.daemon.build.dockerfile.Dockerfile;
import io.jdock.daemon.build.dockerfile.Instruction;
import io.jdock.daemon.build.dockerfile.Stage;
import io.jdock.daemon.image.HeldImages;
import io.jdock.daemon.image.Trees;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** One build: reads the Dockerfile, builds the stages that are needed, and names the image. */
final class Build {

    private static final String NOTHING = "scratch";

    private final Workshop workshop;
    private final BuildRequest request;
    private final Context context;
    private final BuildOutput output;
    private final Cancellation cancellation;
    private final Dockerfile dockerfile;
    private final Arguments arguments;
    private final SortedSet<Integer> needed;
    private final HeldImages.Hold hold;
    private final BaseImages images;
    private final StepCache cache;
    private final RunStep runs;
    private final Map<Integer, Built> done = new HashMap<>();
    private final Map<Integer, Arguments.Scope> scopes = new HashMap<>();
    private final int steps;
    private int step;

    /**
     * @param hold has all images that it stands on
     * @throws InvalidArgumentException when the Dockerfile is wrong, or has no such target
     */
    Build(
            Workshop workshop,
            HeldImages.Hold hold,
            BuildRequest request,
            Context context,
            BuildOutput output,
            Cancellation cancellation) {
        this.workshop = workshop;
        this.request = request;
        this.context = context;
        this.output = output;
        this.cancellation = cancellation;
        this.dockerfile = Dockerfile.parse(context.dockerfile());
        this.arguments = new Arguments(
                dockerfile,
                request.buildArgs(),
                Platform.host(),
                request.platform().isEmpty() ? Platform.host() : Platform.parse(request.platform()));
        this.needed = dockerfile.needed(request.target(), arguments.globals());
        this.hold = hold;
        this.images = new BaseImages(workshop, hold, request, output, cancellation);
        this.cache = StepCache.of(workshop.catalog(), request);
        this.runs = new RunStep(workshop, request, output, cancellation);
        this.steps = dockerfile.globals().size()
                + needed.stream()
                        .mapToInt(it ->
                                1 + dockerfile.stages().get(it).instructions().size())
                        .sum()
                + (request.labels().isEmpty() ? 0 : 1);
    }

    /**
     * Builds it.
     *
     * @throws StepFailedException when a command of it fails
     * @throws io.jdock.errdefs.EngineException why it cannot be built
     */
    void run() throws IOException {
        for (String warning : dockerfile.warnings()) {
            output.errorText(warning + "\n");
        }
        for (Instruction.Arg arg : dockerfile.globals()) {
            announce(arg);
        }
        for (int number : needed) {
            build(number);
        }
        String id = stage(needed.last())
                .id()
                .orElseThrow(
                        () -> new FailedPreconditionException("No image was generated. Is your Dockerfile empty?"));
        if (!arguments.warning().isEmpty()) {
            output.text(arguments.warning() + "\n");
        }
        output.built(id);
        for (ImageReference name : request.tags()) {
            workshop.tag().accept(id, name);
            output.text("Successfully tagged %s\n".formatted(name.familiar()));
        }
    }

    private void announce(Instruction instruction) throws IOException {
        output.step(++step, steps, instruction.origin().text());
    }

    private void build(int number) throws IOException {
        Stage stage = dockerfile.stages().get(number);
        announce(stage.from());
        Instruction.From from = stage.from().expanded(arguments.globals());
        OptionalInt earlier = dockerfile.base(number, from.image());
        StageBuild building = new StageBuild(
                workshop,
                hold,
                output,
                cancellation,
                cache,
                runs,
                new CopyFiles(workshop.trees(), context, name -> source(number, name), cancellation),
                scope(number, earlier),
                earlier.isPresent() ? stage(earlier.getAsInt()) : base(from));
        output.image(building.state().id().orElse(""));
        fire(building);
        for (Instruction instruction : stage.instructions()) {
            announce(instruction);
            building.perform(instruction);
        }
        if (number == needed.last()) {
            label(building);
        }
        done.put(number, building.state());
        if (building.state().id().isPresent()) {
            output.result(building.state().id().get());
        }
    }

    /** Does what the base image has for builds that start from it. */
    private void fire(StageBuild building) throws IOException {
        List<Instruction> triggers = building.takeTriggers();
        if (!triggers.isEmpty()) {
            output.text("# Executing %d build trigger%s\n".formatted(triggers.size(), triggers.size() > 1 ? "s" : ""));
        }
        for (Instruction trigger : triggers) {
            building.perform(trigger);
        }
    }

    /** Docker appends an instruction for the labels that the client gives. */
    private void label(StageBuild building) throws IOException {
        if (!request.labels().isEmpty()) {
            output.step(
                    ++step,
                    steps,
                    request.labels().entrySet().stream()
                            .map(label -> label.getKey() + "=" + label.getValue())
                            .collect(Collectors.joining(" ", "LABEL ", "")));
            building.label(request.labels());
        }
    }

    /** What an earlier stage has come to. */
    private Built stage(int number) {
        return Objects.requireNonNull(done.get(number));
    }

    /** @param continued the stage that it continues, if it does */
    private Arguments.Scope scope(int number, OptionalInt continued) {
        Arguments.Scope scope = continued.isPresent()
                ? arguments.stage(Objects.requireNonNull(scopes.get(continued.getAsInt())))
                : arguments.stage();
        scopes.put(number, scope);
        return scope;
    }

    private Built base(Instruction.From from) throws IOException {
        String platform = from.platform().isEmpty() ? request.platform() : from.platform();
        if (from.image().equals(NOTHING)) {
            hold.add("");
            return Built.nothing(platform.isEmpty() ? Platform.host() : Platform.parse(platform));
        }
        return Built.of(images.find(from.image(), platform));
    }

    private Trees.Tree.Image source(int number, String name) throws IOException {
        OptionalInt stage = dockerfile.source(number, name);
        if (stage.isEmpty()) {
            return new Trees.Tree.Image(images.find(name, request.platform()).id());
        }
        if (!done.containsKey(stage.getAsInt())) {
            // Only the base image's triggers say that it is needed.
            build(stage.getAsInt());
        }
        String id = stage(stage.getAsInt())
                .id()
                .orElseThrow(() -> new InvalidArgumentException(
                        "invalid from flag value %s: the stage has no files".formatted(name)));
        return new Trees.Tree.Image(id);
    }
}
