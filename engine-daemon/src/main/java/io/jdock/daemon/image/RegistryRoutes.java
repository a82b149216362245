package io.jdock.daemon.image;

import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Router;
import io.jdock.engine.api.image.DistributionInspect;
import io.jdock.engine.api.image.ImageDescriptor;
import io.jdock.engine.api.system.AuthRequest;
import io.jdock.engine.api.system.AuthResponse;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;

/** Questions to registries: {@code POST /auth} and {@code GET /distribution/{name}/json}. */
public final class RegistryRoutes {

    private final Registries registries;

    public RegistryRoutes(Registries registries) {
        this.registries = registries;
    }

    public void addTo(Router router) {
        router.post("/auth", this::logIn).get("/distribution/{name:.*}/json", this::inspect);
    }

    private void logIn(Exchange exchange) throws IOException {
        AuthRequest request = exchange.json(AuthRequest.class);
        String host = RegistryAddress.host(request.serverAddress());
        Credentials credentials = new Credentials(
                request.username(), request.password(), request.identityToken(), request.registryToken());
        String token = registries.logIn(host, credentials);
        exchange.ok(new AuthResponse("Login Succeeded", token));
    }

    private void inspect(Exchange exchange) throws IOException {
        ImageReference reference =
                ImageReference.parse(exchange.pathParameter("name")).withDefaultTag();
        Registries.Remote found = registries.find(reference, Credentials.ofHeader(exchange.header(Credentials.HEADER)));
        exchange.ok(new DistributionInspect(
                new ImageDescriptor(
                        found.target().mediaType(),
                        found.target().digest().toString(),
                        found.target().size()),
                found.platforms().stream().map(ManifestViews::platform).toList()));
    }
}
