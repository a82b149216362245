package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mount of a container, spelled out.
 *
 * @param type {@code bind} or {@code tmpfs}
 * @param source path on the host; empty for tmpfs
 * @param target absolute path in the container
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Mount(
        @JsonProperty("Type") String type,
        @JsonProperty("Source") String source,
        @JsonProperty("Target") String target,
        @JsonProperty("ReadOnly") boolean readOnly,
        @JsonProperty("BindOptions") @Nullable BindOptions bindOptions,
        @JsonProperty("TmpfsOptions") @Nullable TmpfsOptions tmpfsOptions) {

    public Mount {
        type = Absent.orEmpty(type);
        source = Absent.orEmpty(source);
        target = Absent.orEmpty(target);
    }

    /**
     * Options of a bind mount.
     *
     * @param propagation one of the six words of mount(8); empty for {@code rprivate}
     * @param nonRecursive leaves out what is mounted below the source
     * @param createMountpoint makes a missing source as a directory
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record BindOptions(
            @JsonProperty("Propagation") String propagation,
            @JsonProperty("NonRecursive") boolean nonRecursive,
            @JsonProperty("CreateMountpoint") boolean createMountpoint) {

        public BindOptions {
            propagation = Absent.orEmpty(propagation);
        }
    }

    /**
     * Options of a tmpfs mount.
     *
     * @param sizeBytes 0 for no limit but the kernel's
     * @param mode permission bits; 0 for 1777
     * @param options mount options, each a word or a word and its value
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record TmpfsOptions(
            @JsonProperty("SizeBytes") long sizeBytes,
            @JsonProperty("Mode") int mode,
            @JsonProperty("Options") List<List<String>> options) {

        public TmpfsOptions {
            options = Absent.orEmpty(options);
        }
    }
}
