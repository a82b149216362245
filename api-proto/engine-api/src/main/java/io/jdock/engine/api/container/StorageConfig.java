package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * What is mounted into a container.
 *
 * @param binds {@code SRC:DST[:OPTS]}; a missing source is made as a directory
 * @param mounts the same and more, spelled out; a missing source is an error
 * @param tmpfs container path to mount options
 * @param shmSize bytes of {@code /dev/shm}; 0 for 64 MiB
 */
public record StorageConfig(
        @JsonProperty("Binds") List<String> binds,
        @JsonProperty("Mounts") List<Mount> mounts,
        @JsonProperty("Tmpfs") Map<String, String> tmpfs,
        @JsonProperty("ShmSize") long shmSize) {

    static final StorageConfig NONE = new StorageConfig(List.of(), List.of(), Map.of(), 0);

    public StorageConfig {
        binds = Absent.orEmpty(binds);
        mounts = Absent.orEmpty(mounts);
        tmpfs = Absent.orEmpty(tmpfs);
    }
}
