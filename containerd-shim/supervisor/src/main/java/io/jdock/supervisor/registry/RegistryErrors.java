package io.jdock.supervisor.registry;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.errdefs.UnavailableException;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/**
 * Translates what registries and networks say into jdock's errors, in the words that docker's users know.
 *
 * @param reference what the calls are about
 * @param push whether they write
 * @param anonymous whether we have nothing to show who we are
 */
record RegistryErrors(ImageReference reference, boolean push, boolean anonymous) {

    private static final int MAX_BODY = 1 << 16;
    private static final int MAX_TEXT = 500;

    /** The error behind an answer that is no success. */
    EngineException ofAnswer(HttpCall call, HttpAnswer answer) {
        ErrorAnswer.Item item = firstItem(answer);
        String code = item.code().toLowerCase(Locale.ROOT).replace('_', ' ');
        String cause = code.isEmpty() ? item.message() : code + ": " + item.message();
        String attempt = "%s %s".formatted(call.method(), answer.uri());
        return switch (item.code()) {
            case "DENIED" -> denied(cause);
            case "MANIFEST_UNKNOWN" ->
                new NotFoundException("manifest for %s not found: %s".formatted(reference.familiar(), cause));
            case "NAME_UNKNOWN" ->
                new NotFoundException("repository %s not found: %s".formatted(reference.familiarName(), cause));
            case "TOOMANYREQUESTS" -> new ResourceExhaustedException("%s: %s".formatted(attempt, cause));
            case "UNAUTHORIZED" -> unauthorized(attempt, answer, cause);
            default -> ofStatus(attempt, answer, cause);
        };
    }

    private EngineException ofStatus(String attempt, HttpAnswer answer, String cause) {
        return switch (answer.status()) {
            case 401 -> unauthorized(attempt, answer, cause);
            case 403 -> denied(cause);
            case 404 ->
                new NotFoundException(
                        push
                                ? "%s: %s".formatted(attempt, cause)
                                : "%s not found: %s".formatted(reference.familiar(), cause));
            case 429 -> new ResourceExhaustedException("%s: %s".formatted(attempt, cause));
            default -> new UnavailableException("%s: %s".formatted(attempt, cause));
        };
    }

    /** A registry that knows who asks and still refuses does not say whether the repository exists. */
    private EngineException unauthorized(String attempt, HttpAnswer answer, String cause) {
        boolean insufficient = answer.challenges().stream()
                .anyMatch(challenge -> challenge.parameter("error").orElse("").equals("insufficient_scope"));
        if (insufficient) {
            return denied("denied: requested access to the resource is denied");
        }
        boolean wantsPassword = answer.challenges().stream()
                .anyMatch(challenge -> challenge.scheme().equals("basic"));
        String why = anonymous && wantsPassword ? "no basic auth credentials" : cause;
        return new UnauthenticatedException(push ? why : attempt + ": " + why);
    }

    private EngineException denied(String cause) {
        if (push) {
            return new PermissionDeniedException(cause);
        }
        return new NotFoundException(
                "pull access denied for %s, repository does not exist or may require 'docker login': %s"
                        .formatted(reference.familiarName(), cause));
    }

    private static ErrorAnswer.Item firstItem(HttpAnswer answer) {
        ErrorAnswer.Item plain = new ErrorAnswer.Item("", defaultText(answer.status()));
        try {
            byte[] body = answer.readAll(MAX_BODY);
            if (body.length == 0) {
                return itemOfStatus(answer.status());
            }
            List<ErrorAnswer.Item> items =
                    Documents.read(body, ErrorAnswer.class, "error").errors();
            return items.isEmpty() ? plain : printable(items.getFirst());
        } catch (IOException | DataLossException _) {
            // Proxies in between answer with pages of their own; the status then has to do.
            return plain;
        }
    }

    /** The answer to a HEAD has no body; these are the errors it would have had. */
    private static ErrorAnswer.Item itemOfStatus(int status) {
        return switch (status) {
            case 401 -> new ErrorAnswer.Item("UNAUTHORIZED", "authentication required");
            case 404 -> new ErrorAnswer.Item("MANIFEST_UNKNOWN", "manifest unknown");
            default -> new ErrorAnswer.Item("", defaultText(status));
        };
    }

    private static String defaultText(int status) {
        return "the server answers with status " + status;
    }

    /** What a server says reaches terminals and logs: no control characters, no novels. */
    private static ErrorAnswer.Item printable(ErrorAnswer.Item item) {
        return new ErrorAnswer.Item(printable(item.code()), printable(item.message()));
    }

    static String printable(String text) {
        String bounded = text.substring(0, Math.min(text.length(), MAX_TEXT));
        return bounded.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The error behind a call that got no answer, or only a part of one. */
    static EngineException ofFailure(HttpCall call, IOException failure) {
        String attempt = "%s %s".formatted(call.method(), call.uri());
        if (Thread.currentThread().isInterrupted()) {
            return new CanceledException(attempt + ": canceled", failure);
        }
        return switch (failure) {
            case UnknownHostException _ ->
                new UnavailableException(
                        "%s: lookup %s: no such host"
                                .formatted(attempt, call.uri().getHost()),
                        failure);
            case ConnectException _ -> new UnavailableException(attempt + ": connection refused", failure);
            case SocketTimeoutException _ -> new UnavailableException(attempt + ": timed out", failure);
            case OversizedBodyException _ -> new DataLossException(attempt + ": " + failure.getMessage(), failure);
            default -> new UnavailableException(attempt + ": " + failure.getMessage(), failure);
        };
    }

    /** The error behind a body that ended, or went silent, too often. */
    static EngineException ofBody(HttpCall call, IOException failure, long received, long size) {
        boolean network = isUnreachable(failure)
                || failure instanceof SocketException
                || Thread.currentThread().isInterrupted();
        if (network) {
            return ofFailure(call, failure);
        }
        return new DataLossException(
                "GET %s: truncated, received %d of %d bytes".formatted(call.uri(), received, size), failure);
    }

    /** The error when no server answered: it names all that were asked, as any of them may be the one that should have. */
    static EngineException ofAll(List<? extends EngineException> failures) {
        if (failures.size() == 1) {
            return failures.getFirst();
        }
        String text = failures.stream().map(EngineException::text).collect(Collectors.joining("; "));
        return new UnavailableException(text, failures.getLast());
    }

    /** Whether the server could not be reached at all, so that another one should be tried at once. */
    static boolean isUnreachable(IOException failure) {
        return failure instanceof UnknownHostException
                || failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof SocketTimeoutException
                || failure instanceof SSLException;
    }
}
