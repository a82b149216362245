package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container's processes may do.
 *
 * @param capAdd with or without {@code CAP_}; {@code ALL} for every one
 * @param securityOpt such as {@code no-new-privileges} or {@code seccomp=unconfined}
 * @param maskedPaths null for the default list, empty for none
 * @param readonlyPaths null for the default list, empty for none
 * @param oomScoreAdj -1000 to 1000
 */
public record SecurityConfig(
        @JsonProperty("Privileged") boolean privileged,
        @JsonProperty("CapAdd") List<String> capAdd,
        @JsonProperty("CapDrop") List<String> capDrop,
        @JsonProperty("SecurityOpt") List<String> securityOpt,
        @JsonProperty("ReadonlyRootfs") boolean readonlyRootfs,
        @JsonProperty("MaskedPaths") @Nullable List<String> maskedPaths,
        @JsonProperty("ReadonlyPaths") @Nullable List<String> readonlyPaths,
        @JsonProperty("Sysctls") Map<String, String> sysctls,
        @JsonProperty("OomScoreAdj") int oomScoreAdj) {

    static final SecurityConfig DEFAULT =
            new SecurityConfig(false, List.of(), List.of(), List.of(), false, null, null, Map.of(), 0);

    public SecurityConfig {
        capAdd = Absent.orEmpty(capAdd);
        capDrop = Absent.orEmpty(capDrop);
        securityOpt = Absent.orEmpty(securityOpt);
        maskedPaths = maskedPaths == null ? null : List.copyOf(maskedPaths);
        readonlyPaths = readonlyPaths == null ? null : List.copyOf(readonlyPaths);
        sysctls = Absent.orEmpty(sysctls);
    }
}
