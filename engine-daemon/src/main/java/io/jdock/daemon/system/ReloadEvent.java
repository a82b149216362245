package io.jdock.daemon.system;

import io.jdock.daemon.image.RegistryOptions;
import io.jdock.daemon.image.TransferLimits;
import io.jdock.json.JsonArray;
import java.util.Map;

/** What Docker's event {@code daemon reload} tells: all that the daemon has taken up, changed or not. */
public final class ReloadEvent {

    private ReloadEvent() {}

    /** The event's attributes. */
    public static Map<String, String> attributes(LiveSettings settings) {
        RegistryOptions registries = settings.registries();
        TransferLimits limits = registries.limits();
        return Map.of(
                "name", HostFacts.hostName(),
                "debug", Boolean.toString(settings.debug()),
                "registry-mirrors", JsonArray.ofTexts(registries.mirrors()).toJson(),
                "insecure-registries", JsonArray.ofTexts(registries.insecure()).toJson(),
                "max-concurrent-downloads", Integer.toString(limits.downloads()),
                "max-concurrent-uploads", Integer.toString(limits.uploads()),
                "max-download-attempts", Integer.toString(limits.attempts()));
    }
}
