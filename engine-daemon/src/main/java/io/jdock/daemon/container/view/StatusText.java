package io.jdock.daemon.container.view;

import io.jdock.daemon.container.store.ContainerState;
import java.time.Duration;
import java.time.Instant;

/** A container's status for people: {@code Up 5 minutes}, {@code Exited (0) 2 hours ago}. */
final class StatusText {

    private StatusText() {}

    static String of(ContainerState state, Instant now) {
        return switch (state.status()) {
            case CREATING, CREATED, STARTING -> "Created";
            case RUNNING -> "Up " + elapsed(state.startedAt(), now);
            case PAUSED -> "Up " + elapsed(state.startedAt(), now) + " (Paused)";
            case RESTARTING -> "Restarting (%d) %s ago".formatted(state.exitCode(), elapsed(state.finishedAt(), now));
            case EXITED -> "Exited (%d) %s ago".formatted(state.exitCode(), elapsed(state.finishedAt(), now));
            case REMOVING -> "Removal In Progress";
        };
    }

    /** Docker's rough durations, which scripts match on. */
    static String elapsed(Instant from, Instant to) {
        long seconds = Math.max(Duration.between(from, to).toSeconds(), 0);
        if (seconds < 60) {
            return seconds < 1 ? "Less than a second" : seconds == 1 ? "1 second" : seconds + " seconds";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return minutes == 1 ? "About a minute" : minutes + " minutes";
        }
        // Rounded to the nearest hour; everything longer is cut off.
        long hours = (seconds + 1800) / 3600;
        if (hours < 48) {
            return hours == 1 ? "About an hour" : hours + " hours";
        }
        long days = hours / 24;
        if (days < 14) {
            return days + " days";
        }
        if (days < 60) {
            return days / 7 + " weeks";
        }
        return days < 730 ? days / 30 + " months" : days / 365 + " years";
    }
}
