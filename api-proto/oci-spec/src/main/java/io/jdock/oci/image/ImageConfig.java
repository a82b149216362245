package io.jdock.oci.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an image; the digest of its bytes is what Docker calls the image ID.
 *
 * @param created RFC 3339 text as found, or empty
 * @param config defaults for containers; what the document omits is empty
 * @param dockerVersion and {@code comment}: Docker's extras, empty when absent
 * @param source the container that a commit made the image of
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md">Image configuration</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ImageConfig(
        String created,
        String author,
        String architecture,
        String os,
        @JsonProperty("os.version") String osVersion,
        String variant,
        @JsonInclude(JsonInclude.Include.ALWAYS) ExecutionConfig config,
        RootFs rootfs,
        List<HistoryEntry> history,
        @JsonProperty("docker_version") String dockerVersion,
        String comment,
        @JsonUnwrapped SourceContainer source) {

    public ImageConfig(
            @Nullable String created,
            @Nullable String author,
            @Nullable String architecture,
            @Nullable String os,
            @Nullable String osVersion,
            @Nullable String variant,
            @Nullable ExecutionConfig config,
            @Nullable RootFs rootfs,
            @Nullable List<HistoryEntry> history,
            @Nullable String dockerVersion,
            @Nullable String comment,
            @Nullable SourceContainer source) {
        if (rootfs == null) {
            throw new InvalidArgumentException("image config has no rootfs");
        }
        this.created = text(created);
        this.author = text(author);
        this.architecture = text(architecture);
        this.os = text(os);
        this.osVersion = text(osVersion);
        this.variant = text(variant);
        this.config = config == null ? ExecutionConfig.EMPTY : config;
        this.rootfs = rootfs;
        this.history = history == null ? List.of() : List.copyOf(history);
        this.dockerVersion = text(dockerVersion);
        this.comment = text(comment);
        this.source = source == null ? SourceContainer.NONE : source;
    }

    /** What the image runs on. */
    public Platform platform() {
        return new Platform(architecture, os, variant, osVersion);
    }

    /** The name of the snapshot with all layers applied; empty for an image without layers. */
    public Optional<ChainId> chainId() {
        List<ChainId> stack = ChainId.stack(rootfs.diffIds());
        return stack.isEmpty() ? Optional.empty() : Optional.of(stack.getLast());
    }

    /** The same with other layers. */
    public ImageConfig withRootFs(RootFs other) {
        return with(config, other, history);
    }

    /** The same with another history. */
    public ImageConfig withHistory(List<HistoryEntry> other) {
        return with(config, rootfs, other);
    }

    /** The same with other defaults for containers. */
    public ImageConfig withConfig(ExecutionConfig other) {
        return with(other, rootfs, history);
    }

    private ImageConfig with(ExecutionConfig nextConfig, RootFs nextRootFs, List<HistoryEntry> nextHistory) {
        return new ImageConfig(
                created,
                author,
                architecture,
                os,
                osVersion,
                variant,
                nextConfig,
                nextRootFs,
                nextHistory,
                dockerVersion,
                comment,
                source);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
