package io.jdock.supervisor.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.ImageReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is told what, and how often, before a registry lets us in. */
final class AuthorizerTest {

    private static final String PATH = "/v2/app/manifests/1";
    private static final Credentials ME = new Credentials("me", "secret", "", "");
    private static final Credentials WRONG = new Credentials("me", "old", "", "");
    private static final Set<Scope> PULL = Set.of(Scope.pull("app"));
    private static final Set<Scope> PUSH = Set.of(Scope.push("app"));

    private final FakeRegistry registry = new FakeRegistry();
    private final FakeTokens tokens = new FakeTokens(registry);
    private final HttpTransport transport = new HttpTransport(
            new InsecureHosts(List.of()),
            new Way(new HostTls(List.of(), List.of()), Proxies.of(Map.of(), Map.of()), Map.of()),
            Duration.ofSeconds(20));
    private Instant now = Instant.EPOCH;

    @AfterEach
    void close() {
        transport.close();
        registry.close();
    }

    private Authorizer authorizer(Credentials credentials) {
        return new Authorizer(transport, credentials, () -> now);
    }

    /** Meets the registry's challenge; returns the header to show then. */
    private String challenged(Authorizer authorizer, Set<Scope> scopes) throws IOException {
        Challenge challenge =
                Challenge.parse("Bearer realm=\"http://%s/token\",service=\"fake\",scope=\"repository:evil:*\""
                        .formatted(registry.host()));
        assertTrue(authorizer.answer(List.of(challenge), "", scopes));
        return authorizer.header(scopes);
    }

    @Test
    void asksForWhatTheCallNeedsWhateverTheChallengeSays() throws IOException {
        assertEquals("Bearer t-repository:app:pull,push", challenged(authorizer(ME), PUSH));

        assertEquals(List.of("POST me:secret repository:app:pull,push"), tokens.questions());
    }

    @Test
    void aTokenServesAllCallsOfItsScope() throws IOException {
        Authorizer authorizer = authorizer(ME);
        challenged(authorizer, PUSH);
        Set<Scope> mount = Set.of(Scope.push("app"), Scope.pull("base"));

        authorizer.header(mount);
        authorizer.header(PUSH);
        authorizer.header(mount);

        assertEquals(2, tokens.questions().size());
        assertTrue(tokens.questions().getLast().contains("repository:base:pull"), tokens.questions()::toString);
    }

    @Test
    void renewsATokenBeforeItRunsOut() throws IOException {
        tokens.lasting(100);
        Authorizer authorizer = authorizer(ME);
        challenged(authorizer, PUSH);

        now = now.plusSeconds(80);
        authorizer.header(PUSH);
        assertEquals(1, tokens.questions().size());
        now = now.plusSeconds(15);
        authorizer.header(PUSH);

        assertEquals(2, tokens.questions().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 405})
    void asksTheOlderWayWhenThereIsNoOauth(int status) throws IOException {
        tokens.withoutOauth(status);
        Authorizer authorizer = authorizer(ME);

        challenged(authorizer, PUSH);
        authorizer.header(PULL);

        assertEquals(
                List.of(
                        "POST me:secret repository:app:pull,push",
                        "GET me:secret repository:app:pull,push",
                        "GET me:secret repository:app:pull"),
                tokens.questions());
    }

    @Test
    void exchangesAnIdentityTokenForAnAccessToken() throws IOException {
        challenged(authorizer(new Credentials("me", "", "identity", "")), PUSH);

        assertEquals(List.of("POST identity repository:app:pull,push"), tokens.questions());
    }

    @Test
    void readsAnonymouslyWhenThePasswordIsNoLongerRight() throws IOException {
        assertEquals("Bearer t-repository:app:pull", challenged(authorizer(WRONG), PULL));

        assertEquals("GET  repository:app:pull", tokens.questions().getLast());
    }

    @Test
    void doesNotWriteAnonymouslyWhenThePasswordIsNoLongerRight() {
        var error = assertThrows(UnauthenticatedException.class, () -> challenged(authorizer(WRONG), PUSH));

        assertTrue(error.text().endsWith("unauthorized: incorrect username or password"), error.text());
    }

    @Test
    void tellsOfTheWrongPasswordWhenAnonymousReadingIsRefusedToo() {
        tokens.guard(PATH, "nobody has this");
        RegistryPolicy policy = RegistryPolicy.of(List.of(), List.of());
        var client = new RegistryClient(ImageReference.parse(registry.host() + "/app:1"), policy, WRONG);

        var error = assertThrows(UnauthenticatedException.class, client::resolve);

        assertTrue(error.text().endsWith("unauthorized: incorrect username or password"), error.text());
    }

    @Test
    void aRegistryTokenIsShownAsItIs() throws IOException {
        Authorizer authorizer = authorizer(new Credentials("", "", "", "given"));

        assertEquals("Bearer given", authorizer.header(PUSH));
        assertFalse(authorizer.answer(List.of(Challenge.parse("Basic realm=x")), "Bearer given", PUSH));
    }

    @Test
    void doesNotTakeAPasswordToWhereATokenServerRedirects() {
        try (FakeRegistry stranger = new FakeRegistry()) {
            registry.misbehave("/token", exchange -> {
                exchange.getResponseHeaders().set("Location", "http://%s/token".formatted(stranger.host()));
                FakeRegistry.answer(exchange, 307, "");
            });

            assertThrows(PermissionDeniedException.class, () -> challenged(authorizer(ME), PUSH));

            assertEquals(List.of(), stranger.lines());
        }
    }

    @Test
    void doesNotShowATokenToWhereARegistryRedirects() throws IOException {
        try (FakeRegistry stranger = new FakeRegistry()) {
            registry.misbehave(PATH, exchange -> {
                exchange.getResponseHeaders().set("Location", "http://%s%s".formatted(stranger.host(), PATH));
                FakeRegistry.answer(exchange, 307, "");
            });
            HttpCall call = HttpCall.get(
                    URI.create("http://" + registry.host() + PATH), Map.of("Authorization", "Bearer secret"));

            transport.send(call).close();

            assertEquals("", stranger.asked().getFirst().header("Authorization"));
        }
    }

    @Test
    void aRefusedPushSaysSoInDockersWords() {
        tokens.guard("/v2/app/blobs/uploads/", "app:pull,push");
        RegistryPolicy policy = RegistryPolicy.of(List.of(), List.of());
        ImageReference reference = ImageReference.parse(registry.host() + "/app:1");
        try (RegistryPush push = new RegistryPush(reference, policy, Credentials.ANONYMOUS)) {
            push.connect();
            var blob = new Descriptor("x", Digest.of(new byte[1]), 1);

            EngineException error = assertThrows(
                    PermissionDeniedException.class,
                    () -> push.upload(blob, _ -> new ByteArrayInputStream(new byte[1]), Optional.empty(), _ -> {}));

            assertEquals("denied: requested access to the resource is denied", error.text());
        }
    }
}
