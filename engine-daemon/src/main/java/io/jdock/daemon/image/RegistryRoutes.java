package io.jdock.daemon.image;

import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Router;
import io.jdock.engine.api.image.DistributionDocument;
import io.jdock.engine.api.image.DistributionInspect;
import io.jdock.engine.api.image.DistributionPut;
import io.jdock.engine.api.image.DistributionTagged;
import io.jdock.engine.api.image.ImagePlatform;
import io.jdock.engine.api.system.AuthRequest;
import io.jdock.engine.api.system.AuthResponse;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;
import java.util.List;

/**
 * Questions to registries: {@code POST /auth} and {@code GET /distribution/{name}/json}. Beyond Docker's, {@code
 * /distribution/{name}/manifest}: what {@code jdock manifest} reads and writes, as the command line speaks to no registry itself.
 */
public final class RegistryRoutes {

    private final Registries registries;

    public RegistryRoutes(Registries registries) {
        this.registries = registries;
    }

    public void addTo(Router router) {
        router.post("/auth", this::logIn)
                .get("/distribution/{name:.*}/json", this::inspect)
                .get("/distribution/{name:.*}/manifest", this::document)
                .put("/distribution/{name:.*}/manifest", this::putIndex);
    }

    private void logIn(Exchange exchange) throws IOException {
        AuthRequest request = exchange.json(AuthRequest.class);
        String host = RegistryAddress.host(request.serverAddress());
        Credentials credentials = new Credentials(
                request.username(), request.password(), request.identityToken(), request.registryToken());
        String token = registries.logIn(host, credentials);
        exchange.ok(new AuthResponse("Login Succeeded", token));
    }

    private void document(Exchange exchange) throws IOException {
        ImageReference reference =
                ImageReference.parse(exchange.pathParameter("name")).withDefaultTag();
        Registries.Document found = registries.document(
                reference,
                exchange.query().flag("insecure"),
                Credentials.ofHeader(exchange.header(Credentials.HEADER)));
        exchange.ok(new DistributionDocument(
                ImageViews.descriptor(found.image().target()), platforms(found.image()), found.bytes()));
    }

    private static List<ImagePlatform> platforms(Registries.Remote image) {
        return image.platforms().stream().map(ManifestViews::platform).toList();
    }

    private void putIndex(Exchange exchange) throws IOException {
        ImageReference reference =
                ImageReference.parse(exchange.pathParameter("name")).withDefaultTag();
        DistributionPut put = exchange.json(DistributionPut.class);
        byte[] index = put.document();
        if (index == null || put.sources() == null) {
            throw new InvalidArgumentException("push %s: Document or Sources is missing".formatted(reference));
        }
        String digest = registries.putIndex(
                reference,
                index,
                put.sources().stream().map(ImageReference::parse).toList(),
                exchange.query().flag("insecure"),
                Credentials.ofHeader(exchange.header(Credentials.HEADER)));
        exchange.ok(new DistributionTagged(digest));
    }

    private void inspect(Exchange exchange) throws IOException {
        ImageReference reference =
                ImageReference.parse(exchange.pathParameter("name")).withDefaultTag();
        Registries.Remote found = registries.find(reference, Credentials.ofHeader(exchange.header(Credentials.HEADER)));
        exchange.ok(new DistributionInspect(ImageViews.descriptor(found.target()), platforms(found)));
    }
}
