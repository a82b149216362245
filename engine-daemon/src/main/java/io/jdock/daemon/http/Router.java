package io.jdock.daemon.http;

import io.jdock.engine.api.json.ApiVersion;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the route of a request. Filled by the routes at start, then only read.
 *
 * <p>Each route is served below {@code /vMAJOR.MINOR} and without it. The first registered route that fits wins.
 */
public final class Router {

    private final List<Route> routes = new ArrayList<>();

    public Router get(String pattern, Handler handler) {
        return add("GET", pattern, handler);
    }

    public Router head(String pattern, Handler handler) {
        return add("HEAD", pattern, handler);
    }

    public Router post(String pattern, Handler handler) {
        return add("POST", pattern, handler);
    }

    public Router put(String pattern, Handler handler) {
        return add("PUT", pattern, handler);
    }

    public Router delete(String pattern, Handler handler) {
        return add("DELETE", pattern, handler);
    }

    private Router add(String method, String pattern, Handler handler) {
        routes.add(new Route(method, new PathPattern(pattern), handler));
        return this;
    }

    /**
     * The route of a request.
     *
     * @throws NotFoundException "page not found" for an unknown path or method
     * @throws InvalidArgumentException for a version outside of what is served
     */
    Match find(String method, String path) {
        Optional<String> prefix = versionPrefix(path);
        String local = prefix.isEmpty() ? path : path.substring(2 + prefix.get().length());
        for (Route route : routes) {
            if (route.method().equals(method)) {
                var parameters = route.pattern().match(local);
                if (parameters.isPresent()) {
                    return new Match(route.handler(), version(prefix), parameters.get());
                }
            }
        }
        throw new NotFoundException("page not found");
    }

    /** The {@code 1.41} of {@code /v1.41/…}. */
    private static Optional<String> versionPrefix(String path) {
        int end = path.startsWith("/v") ? path.indexOf('/', 2) : -1;
        for (int i = 2; i < end; i++) {
            char c = path.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return Optional.empty();
            }
        }
        return end > 2 ? Optional.of(path.substring(2, end)) : Optional.empty();
    }

    private static ApiVersion version(Optional<String> prefix) {
        if (prefix.isEmpty()) {
            return ApiVersion.NEWEST;
        }
        ApiVersion version = ApiVersion.parse(prefix.get())
                .orElseThrow(() -> new InvalidArgumentException("invalid API version \"%s\"".formatted(prefix.get())));
        if (version.compareTo(ApiVersion.OLDEST) < 0) {
            throw new InvalidArgumentException(("client version %s is too old. Minimum supported API version is %s, "
                            + "please upgrade your client to a newer version")
                    .formatted(version, ApiVersion.OLDEST));
        }
        if (version.compareTo(ApiVersion.NEWEST) > 0) {
            throw new InvalidArgumentException("client version %s is too new. Maximum supported API version is %s"
                    .formatted(version, ApiVersion.NEWEST));
        }
        return version;
    }

    private record Route(String method, PathPattern pattern, Handler handler) {}

    record Match(Handler handler, ApiVersion version, Map<String, String> parameters) {}
}
