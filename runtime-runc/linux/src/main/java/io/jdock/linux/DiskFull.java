package io.jdock.linux;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Recognises failures whose cause is that a file system, or a quota on it, has no room left: for bytes or for names. */
public final class DiskFull {

    private DiskFull() {}

    /** {@code ENOSPC} or {@code EDQUOT} if that is behind the failure. */
    public static Optional<Errno> behind(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> Optional.empty();
            case ErrnoException e when e.is(Errno.ENOSPC) || e.is(Errno.EDQUOT) -> Optional.of(e.errno());
            case IOException e -> worded(String.valueOf(e.getMessage())).or(() -> behind(e.getCause()));
            default -> behind(failure.getCause());
        };
    }

    /** The JDK passes on the kernel's error as its text alone, in the case of strerror(3). */
    private static Optional<Errno> worded(String message) {
        return Stream.of(Errno.ENOSPC, Errno.EDQUOT)
                .filter(errno -> message.regionMatches(
                        true,
                        message.length() - errno.text().length(),
                        errno.text(),
                        0,
                        errno.text().length()))
                .findFirst();
    }
}
