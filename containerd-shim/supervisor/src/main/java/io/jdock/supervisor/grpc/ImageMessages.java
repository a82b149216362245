package io.jdock.supervisor.grpc;

import com.google.protobuf.ByteString;
import io.jdock.api.containerd.types.Descriptor;
import io.jdock.api.supervisor.v1.ImageDocument;
import io.jdock.api.supervisor.v1.ImagePlatform;
import io.jdock.api.supervisor.v1.ResolveResponse;
import io.jdock.api.supervisor.v1.SearchResponse;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.filters.Fields;
import io.jdock.supervisor.images.Image;
import io.jdock.supervisor.images.RemoteImage;
import io.jdock.supervisor.registry.FoundRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Image records as messages have them, and as filters see them. */
final class ImageMessages {

    private ImageMessages() {}

    static io.jdock.api.containerd.images.v1.Image message(Image image) {
        return io.jdock.api.containerd.images.v1.Image.newBuilder()
                .setName(image.name())
                .putAllLabels(image.labels())
                .setTarget(message(image.target()))
                .setCreatedAt(Times.message(image.createdAt()))
                .setUpdatedAt(Times.message(image.updatedAt()))
                .build();
    }

    static SearchResponse message(List<FoundRepository> found) {
        SearchResponse.Builder response = SearchResponse.newBuilder();
        for (FoundRepository repository : found) {
            response.addRepositories(SearchResponse.Repository.newBuilder()
                    .setName(repository.name())
                    .setDescription(repository.description())
                    .setStars(repository.stars())
                    .setOfficial(repository.official())
                    .setAutomated(repository.automated()));
        }
        return response.build();
    }

    static ResolveResponse message(RemoteImage image, boolean withDocument) {
        ResolveResponse.Builder message = ResolveResponse.newBuilder().setTarget(document(image.target()));
        for (Platform platform : image.platforms()) {
            message.addPlatforms(ImagePlatform.newBuilder()
                    .setOs(platform.os())
                    .setArchitecture(platform.architecture())
                    .setVariant(platform.variant())
                    .setOsVersion(platform.osVersion()));
        }
        if (withDocument) {
            message.setDocument(ByteString.copyFrom(image.document()));
        }
        return message.build();
    }

    static ImageDocument document(io.jdock.oci.image.Descriptor descriptor) {
        return ImageDocument.newBuilder()
                .setMediaType(descriptor.mediaType())
                .setDigest(descriptor.digest().toString())
                .setSize(descriptor.size())
                .build();
    }

    private static Descriptor message(io.jdock.oci.image.Descriptor descriptor) {
        return Descriptor.newBuilder()
                .setMediaType(descriptor.mediaType())
                .setDigest(descriptor.digest().toString())
                .setSize(descriptor.size())
                .putAllAnnotations(descriptor.annotations())
                .build();
    }

    /** The record a client wants; its times are set where it is stored. */
    static Image value(io.jdock.api.containerd.images.v1.Image message) {
        return new Image(
                message.getName(), message.getLabelsMap(), value(message.getTarget()), Instant.EPOCH, Instant.EPOCH);
    }

    static io.jdock.oci.image.Descriptor value(Descriptor message) {
        return new io.jdock.oci.image.Descriptor(
                message.getMediaType(),
                Digest.parse(message.getDigest()),
                message.getSize(),
                message.getAnnotationsMap(),
                null);
    }

    static Fields fields(Image image) {
        return path -> switch (path.getFirst()) {
            case "name" -> Optional.of(image.name());
            case "target" -> target(image, path.size() == 2 ? path.get(1) : "");
            case "labels" -> Fields.inMap(image.labels(), path);
            default -> Optional.empty();
        };
    }

    private static Optional<String> target(Image image, String field) {
        return switch (field) {
            case "digest" -> Optional.of(image.target().digest().toString());
            case "mediatype" -> Optional.of(image.target().mediaType());
            default -> Optional.empty();
        };
    }
}
