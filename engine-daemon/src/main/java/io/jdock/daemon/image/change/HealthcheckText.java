package io.jdock.daemon.image.change;

import io.jdock.daemon.words.GoText;
import io.jdock.oci.image.Healthcheck;
import java.util.stream.Collectors;

/** A health check in the words of a Docker history, in which it is a Go structure with all fields quoted. */
final class HealthcheckText {

    private HealthcheckText() {}

    static String of(Healthcheck check) {
        return "&{%s \"%s\" \"%s\" \"%s\" \"%s\" %s}"
                .formatted(
                        check.test().stream().map(GoText::quote).collect(Collectors.joining(" ", "[", "]")),
                        GoText.duration(check.interval()),
                        GoText.duration(check.timeout()),
                        GoText.duration(check.startPeriod()),
                        GoText.duration(check.startInterval()),
                        GoText.quote(check.retries()));
    }
}
