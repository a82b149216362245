package io.jdock.supervisor.images;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.MediaTypes;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.images.TransferEvent.Listener;
import io.jdock.supervisor.snapshots.Snapshots;
import io.jdock.supervisor.unpack.Compression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Imports the images of an archive: an OCI layout, what {@code docker save} writes, or both in one. The archive may be
 * compressed. Layers are unpacked while it is read; images are recorded once all of it was. Calls block; interrupting the thread ends them.
 */
public final class Loader {

    private static final int MAX_INDEX_DEPTH = 3;

    private final ContentStore content;
    private final Snapshots snapshots;
    private final ImageRecorder recorder;
    private final Pins pins;
    private final Executor unpackers;

    /** @param unpackers has at least as many platform threads as layers are to be unpacked at a time */
    public Loader(ContentStore content, Snapshots snapshots, ImageRecorder recorder, Pins pins, Executor unpackers) {
        this.content = content;
        this.snapshots = snapshots;
        this.recorder = recorder;
        this.pins = pins;
        this.unpackers = unpackers;
    }

    /** An image of the archive, with the names it is to get. */
    private record Found(Descriptor target, ImageRecorder.Kept kept, Set<String> names) {

        Optional<ImageRecorder.Contents> image() {
            return kept instanceof ImageRecorder.Contents contents ? Optional.of(contents) : Optional.empty();
        }
    }

    /**
     * Imports all images, or those for some platforms. Of an image that is there for several the one is unpacked that suits this
     * machine, or comes first.
     *
     * @param archive read to its end
     * @param platforms none means the host's, and whatever is for one platform only
     * @throws io.jdock.errdefs.NotFoundException when nothing in the archive is for the platforms
     * @throws DataLossException when the archive is damaged or incomplete
     * @throws InvalidArgumentException when it is no archive of images
     */
    public void load(String namespace, InputStream archive, List<Platform> platforms, Listener listener) {
        try (var transfer = pins.transfer();
                EarlyLayers layers = new EarlyLayers(snapshots, unpackers)) {
            Archive files = new Archive(content, transfer, layers);
            files.read(archive);
            List<Found> images = wanted(find(files, hostFirst(platforms), transfer), platforms);
            for (Found image : images) {
                image.image().ifPresent(contents -> unpack(contents, transfer, layers, listener));
            }
            for (Found image : images) {
                record(namespace, image, listener);
            }
        }
    }

    private static List<Platform> hostFirst(List<Platform> platforms) {
        Platform host = Platform.host();
        return platforms.stream()
                .sorted(Comparator.comparing(platform -> !platform.same(host)))
                .toList();
    }

    private static List<Found> wanted(List<Found> all, List<Platform> platforms) {
        if (platforms.isEmpty()) {
            return all;
        }
        List<Found> wanted = all.stream()
                .filter(found -> found.image()
                        .filter(image ->
                                platforms.stream().anyMatch(image.config().platform()::same))
                        .isPresent())
                .toList();
        if (wanted.isEmpty()) {
            throw new NotFoundException("load: the archive has no image for platform %s"
                    .formatted(platforms.stream().map(Platform::toString).collect(Collectors.joining(", "))));
        }
        return wanted;
    }

    private List<Found> find(Archive files, List<Platform> platforms, Pins.Transfer transfer) {
        Optional<byte[]> index = files.document(Archive.OCI_INDEX);
        Optional<byte[]> saved = files.document(Archive.DOCKER_MANIFEST);
        if (index.isEmpty() && saved.isEmpty()) {
            throw new InvalidArgumentException("load: unrecognized image format: the archive has neither %s nor %s"
                    .formatted(Archive.DOCKER_MANIFEST, Archive.OCI_INDEX));
        }
        Map<Digest, Found> byTarget = new LinkedHashMap<>();
        index.ifPresent(bytes -> addIndex(bytes, platforms, transfer, byTarget));
        saved.ifPresent(bytes -> addSaved(bytes, files, transfer, byTarget));
        return List.copyOf(byTarget.values());
    }

    private void addIndex(byte[] bytes, List<Platform> platforms, Pins.Transfer transfer, Map<Digest, Found> byTarget) {
        if (!(Documents.image(bytes, Archive.OCI_INDEX) instanceof Index index)) {
            throw new DataLossException("load: %s is no index".formatted(Archive.OCI_INDEX));
        }
        for (Descriptor target : index.manifests()) {
            Optional<Descriptor> chosen = chooseManifest(target, platforms);
            if (chosen.isPresent()) {
                ImageRecorder.Kept contents = contents(chosen.get(), transfer);
                Found found = byTarget.computeIfAbsent(
                        target.digest(), _ -> new Found(target, contents, new LinkedHashSet<>()));
                name(target).ifPresent(found.names()::add);
            }
        }
    }

    /** The first manifest for one of the platforms, or that suits this machine; none when the archive has only others. */
    private Optional<Descriptor> chooseManifest(Descriptor target, List<Platform> platforms) {
        return platforms.isEmpty()
                ? chooseManifest(target, Optional.empty())
                : platforms.stream()
                        .flatMap(platform -> chooseManifest(target, Optional.of(platform)).stream())
                        .findFirst();
    }

    private Optional<Descriptor> chooseManifest(Descriptor target, Optional<Platform> platform) {
        Descriptor descriptor = target;
        for (int depth = 0; depth < MAX_INDEX_DEPTH; depth++) {
            if (!(StoredDocument.read(content, descriptor.digest()) instanceof Index index)) {
                return Optional.of(descriptor);
            }
            Optional<Descriptor> chosen = index.choose(platform.orElseGet(Platform::host), platform.isPresent());
            if (chosen.isEmpty() || !content.contains(chosen.get().digest())) {
                return Optional.empty();
            }
            descriptor = chosen.get();
        }
        throw new DataLossException(
                "load: more than %d indexes inside each other below %s".formatted(MAX_INDEX_DEPTH, target.digest()));
    }

    private ImageRecorder.Kept contents(Descriptor descriptor, Pins.Transfer transfer) {
        if (!(StoredDocument.read(content, descriptor.digest()) instanceof Manifest manifest)) {
            throw new DataLossException("load: %s is no manifest".formatted(descriptor.digest()));
        }
        // Not all need have come with the archive.
        Artifacts.blobs(manifest).forEach(blob -> transfer.add(blob.digest()));
        return manifest.isImage() ? contents(descriptor, manifest) : artifact(descriptor, manifest);
    }

    private ImageRecorder.Artifact artifact(Descriptor descriptor, Manifest manifest) {
        return new ImageRecorder.Artifact(
                descriptor, manifest, descriptor.size() + Artifacts.require(content, manifest));
    }

    private ImageRecorder.Contents contents(Descriptor descriptor, Manifest manifest) {
        Digest id = manifest.config().digest();
        ImageConfig config = Documents.config(content.readAll(id, Documents.MAX_BYTES), "image config " + id);
        if (config.rootfs().diffIds().size() != manifest.layers().size()) {
            throw new DataLossException("image config %s names %d layers, its manifest %d"
                    .formatted(
                            id,
                            config.rootfs().diffIds().size(),
                            manifest.layers().size()));
        }
        return new ImageRecorder.Contents(descriptor, manifest, config);
    }

    /** A bare tag, as some tools write it, says nothing about the repository and is no name. */
    private static Optional<String> name(Descriptor target) {
        String full = target.annotations().getOrDefault(ImageNameAnnotations.FULL, "");
        String oci = target.annotations().getOrDefault(ImageNameAnnotations.OCI, "");
        if (!full.isEmpty()) {
            return Optional.of(normalised(full));
        }
        boolean qualified = oci.indexOf(':') >= 0 || oci.indexOf('/') >= 0;
        return qualified ? Optional.of(normalised(oci)) : Optional.empty();
    }

    private static String normalised(String name) {
        return ImageReference.parse(name).withDefaultTag().toString();
    }

    /** Docker's own document has an image once, whatever its names stand for; what the index says of a name holds. */
    private void addSaved(byte[] bytes, Archive files, Pins.Transfer transfer, Map<Digest, Found> byTarget) {
        for (SavedImage image : Documents.read(bytes, SavedImage[].class, Archive.DOCKER_MANIFEST)) {
            Digest id = files.blob(image.config());
            List<Found> same = byTarget.values().stream()
                    .filter(found ->
                            found.image().isPresent() && found.kept().id().equals(id))
                    .toList();
            Found first = same.isEmpty() ? synthesize(id, image, files, transfer) : same.getFirst();
            byTarget.putIfAbsent(first.target().digest(), first);
            image.repoTags().stream()
                    .map(Loader::normalised)
                    .filter(name ->
                            same.stream().noneMatch(found -> found.names().contains(name)))
                    .forEach(first.names()::add);
        }
    }

    /** Makes the manifest that a registry would have, for an archive of docker's own form, which has none. */
    private Found synthesize(Digest id, SavedImage image, Archive files, Pins.Transfer transfer) {
        List<Descriptor> layers = new ArrayList<>();
        for (String path : image.layers()) {
            Digest layer = files.blob(path);
            layers.add(
                    new Descriptor(layerType(layer), layer, content.info(layer).size()));
        }
        Descriptor config =
                new Descriptor(MediaTypes.DOCKER_CONFIG, id, content.info(id).size());
        Manifest manifest = Manifest.docker(config, layers);
        byte[] bytes = Documents.write(manifest);
        Descriptor descriptor = new Descriptor(MediaTypes.DOCKER_MANIFEST, Digest.of(bytes), bytes.length);
        transfer.add(descriptor.digest());
        content.put(descriptor.digest(), bytes);
        return new Found(descriptor, contents(descriptor, manifest), new LinkedHashSet<>());
    }

    private String layerType(Digest layer) {
        try (var bytes = new BufferedInputStream(Channels.newInputStream(content.read(layer)), 512)) {
            return switch (Compression.detect(bytes)) {
                case NONE -> MediaTypes.DOCKER_LAYER;
                case GZIP -> MediaTypes.DOCKER_LAYER_GZIP;
                case ZSTD -> MediaTypes.DOCKER_LAYER_ZSTD;
                case BZIP2, XZ ->
                    throw new InvalidArgumentException(
                            "load: layer %s is compressed with bzip2 or xz, which no registry would take"
                                    .formatted(layer));
            };
        } catch (IOException e) {
            throw new UncheckedIOException("read content " + layer, e);
        }
    }

    private void unpack(ImageRecorder.Contents image, Pins.Transfer transfer, EarlyLayers layers, Listener listener) {
        try (LayerIntake intake = new LayerIntake(snapshots, unpackers, listener)) {
            intake.addStored(content, image, transfer, layers::take);
            intake.commit();
        }
    }

    private void record(String namespace, Found image, Listener listener) {
        Set<String> names = image.names().isEmpty() ? Set.of("") : image.names();
        for (String name : names) {
            recorder.record(namespace, name, image.target(), image.kept(), listener);
        }
    }
}
