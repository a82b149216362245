package io.jdock.daemon.image;

import io.jdock.daemon.event.EventBus;
import io.jdock.engine.api.image.ImageDeleteItem;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Names and unnames images. Each public method is one change; the names of the store change under one lock. */
final class ImageNames {

    private final ImageCatalog catalog;
    private final ImageStore store;
    private final ImageUse use;
    private final LastUses lastUses;
    private final EventBus events;
    private final HeldImages held = new HeldImages();

    ImageNames(ImageCatalog catalog, ImageStore store, ImageUse use, LastUses lastUses, EventBus events) {
        this.catalog = catalog;
        this.store = store;
        this.use = use;
        this.lastUses = lastUses;
        this.events = events;
    }

    /** What may not be removed for a while. */
    HeldImages held() {
        return held;
    }

    /** Gives an image another name; an image that loses it and has no other stays under its ID. */
    synchronized void tag(String source, ImageReference name) {
        StoredImage image = catalog.resolve(source);
        List<ImageRecord> records = store.records();
        ImageRecord record = recordOf(image, records);
        records.stream()
                .filter(former -> former.name().equals(name.toString()))
                .filter(former -> !former.imageId().equals(image.id()))
                .filter(former -> namesOf(former.imageId(), records) == 1)
                .forEach(former -> store.put(former.as(former.imageId())));
        store.put(record.as(name.toString()));
        store.delete(image.id());
        events.publish("image", "tag", image.id(), attributes(image, name.familiar()));
    }

    /**
     * Takes a name away, and with the last one the image, unless others were made of it; given an ID, the image with all its
     * names. What was only a step on the way to it goes with it.
     *
     * @param keepSteps whether such steps stay
     * @throws ConflictException when containers or builds use it, others were made of it, or it has names in several repositories,
     *     and force does not help
     */
    synchronized List<ImageDeleteItem> remove(String text, boolean force, boolean keepSteps) {
        synchronized (held) {
            return removeNow(text, force, keepSteps);
        }
    }

    private List<ImageDeleteItem> removeNow(String text, boolean force, boolean keepSteps) {
        StoredImage image = catalog.resolve(text);
        Optional<ImageReference> name = nameIn(image, text);
        List<ImageDeleteItem> done = new ArrayList<>();
        if (name.isPresent() && image.names().size() > 1) {
            untag(image, name.get(), done);
            return done;
        }
        List<StoredImage> steps = keepSteps ? List.of() : stepsTo(image);
        if (name.isPresent()) {
            removeLast(image, name.get(), force, steps, done);
        } else {
            requireRemovable(image, force);
            image.names().forEach(each -> untag(image, each, done));
            delete(image, steps, done);
        }
        return done;
    }

    /** What nothing else was made of. */
    private List<StoredImage> stepsTo(StoredImage image) {
        Predicate<StoredImage> same = it -> it.id().equals(image.id());
        return new Lineage(catalog.list())
                .removable(same, it -> same.test(it) || isUnused(it)).stream()
                        .filter(same.negate())
                        .toList();
    }

    /**
     * Takes away what is here of an image for some platforms, and what it left without a name when another one was pulled; the
     * image itself stays. Their layers are collected by and by.
     *
     * @throws ConflictException for the platform that containers are made of, and for what another image has too
     * @throws NotFoundException when the image is not here for one of them
     */
    synchronized List<ImageDeleteItem> removePlatforms(String text, List<Platform> platforms) {
        StoredImage image = catalog.resolve(text);
        List<StoredManifest> wanted = platforms.stream()
                .map(platform -> removable(text, image, platform))
                .toList();
        List<ImageDeleteItem> done = new ArrayList<>();
        for (StoredManifest manifest : wanted) {
            String digest = manifest.descriptor().digest().toString();
            // Nothing leads to the layers any more without this document.
            store.deleteBlob(manifest.descriptor().digest());
            // It may also be what the name stood for before another platform was pulled.
            manifest.imageId().ifPresent(id -> store.delete(id.toString()));
            done.add(ImageDeleteItem.deleted(digest));
            events.publish("image", "delete", digest, attributes(image, image.id()));
        }
        return done;
    }

    private StoredManifest removable(String text, StoredImage image, Platform platform) {
        StoredImage variant = catalog.variant(text, platform);
        String problem = "conflict: unable to delete platform %s of %s - ".formatted(platform, text);
        if (variant.id().equals(image.id())) {
            throw new ConflictException(problem + "containers are made of it, remove the image instead");
        }
        StoredManifest manifest = catalog.manifests(image).stream()
                .filter(it -> it.runs(platform))
                .findFirst()
                .orElseThrow(() -> new ConflictException("image %s is being removed".formatted(image.id())));
        for (ImageRecord other : store.records()) {
            boolean unused = other.isNameless() && use.usersOf(other.imageId()).isEmpty();
            boolean needed = other.imageId().equals(variant.id()) && !unused;
            if (needed || isElsewhere(manifest, image, other)) {
                throw new ConflictException(problem + "%s has it too".formatted(other.name()));
            }
        }
        return manifest;
    }

    private boolean isElsewhere(StoredManifest manifest, StoredImage image, ImageRecord other) {
        return !other.target().digest().equals(image.target().digest())
                && ManifestReader.read(store, other.target()).stream()
                        .anyMatch(it -> it.descriptor()
                                .digest()
                                .equals(manifest.descriptor().digest()));
    }

    /**
     * Takes away images that neither a container nor a build has and no image that stays was made of, with all their names.
     *
     * @param done is told what was done
     * @return the images that are gone
     */
    synchronized List<StoredImage> prune(Predicate<StoredImage> wanted, List<ImageDeleteItem> done) {
        synchronized (held) {
            List<StoredImage> unused = prunable(wanted);
            for (StoredImage image : unused) {
                image.names().forEach(name -> untag(image, name, done));
                forget(image, done);
            }
            return unused;
        }
    }

    /** Images that neither a container nor a build has and no image that stays was made of, and the steps on the way to them. */
    List<StoredImage> prunable(Predicate<StoredImage> wanted) {
        return new Lineage(catalog.list()).removable(wanted, this::isUnused);
    }

    private boolean isUnused(StoredImage image) {
        return !held.contains(image) && use.usersOf(image.id()).isEmpty();
    }

    /** What taking away an image with all its names will do. */
    static List<ImageDeleteItem> removalOf(StoredImage image) {
        List<ImageDeleteItem> items = new ArrayList<>();
        image.names().forEach(name -> items.add(ImageDeleteItem.untagged(name.familiar())));
        items.add(ImageDeleteItem.deleted(image.id()));
        return items;
    }

    /** A running container and a build keep their image, if without a name, and so do images that were made of it. */
    private void removeLast(
            StoredImage image,
            ImageReference name,
            boolean force,
            List<StoredImage> steps,
            List<ImageDeleteItem> done) {
        List<ImageUse.User> users = use.usersOf(image.id());
        if (!users.isEmpty() && !force) {
            throw new ConflictException(
                    ("conflict: unable to remove repository reference \"%s\" (must force) - container %s"
                                    + " is using its referenced image %s")
                            .formatted(name.familiar(), users.getFirst().shortId(), image.shortId()));
        }
        if (!force) {
            requireNoBuild(image, name.familiar());
        }
        if (users.stream().anyMatch(ImageUse.User::running)
                || held.contains(image)
                || new Lineage(catalog.list()).hasChildren(image)) {
            store.put(recordOf(image, store.records()).as(image.id()));
            untag(image, name, done);
        } else {
            untag(image, name, done);
            delete(image, steps, done);
        }
    }

    private void requireRemovable(StoredImage image, boolean force) {
        if (new Lineage(catalog.list()).hasChildren(image)) {
            throw new ConflictException(
                    "conflict: unable to delete %s (cannot be forced) - image has dependent child images"
                            .formatted(image.shortId()));
        }
        if (!force && image.repositories().count() > 1) {
            throw new ConflictException(
                    "conflict: unable to delete %s (must be forced) - image is referenced in multiple repositories"
                            .formatted(image.shortId()));
        }
        if (!force) {
            requireNoBuild(image, image.shortId());
        }
        for (ImageUse.User user : use.usersOf(image.id())) {
            if (user.running()) {
                throw new ConflictException(
                        "conflict: unable to delete %s (cannot be forced) - image is being used by running container %s"
                                .formatted(image.shortId(), user.shortId()));
            }
            if (!force) {
                throw new ConflictException(
                        "conflict: unable to delete %s (must be forced) - image is being used by stopped container %s"
                                .formatted(image.shortId(), user.shortId()));
            }
        }
    }

    private void requireNoBuild(StoredImage image, String name) {
        if (held.contains(image)) {
            throw new ConflictException(
                    "conflict: unable to delete %s (must be forced) - image is being used by a build".formatted(name));
        }
    }

    private void untag(StoredImage image, ImageReference name, List<ImageDeleteItem> done) {
        store.delete(name.toString());
        done.add(ImageDeleteItem.untagged(name.familiar()));
        events.publish("image", "untag", image.id(), attributes(image, image.id()));
    }

    private void delete(StoredImage image, List<StoredImage> steps, List<ImageDeleteItem> done) {
        forget(image, done);
        steps.forEach(step -> forget(step, done));
    }

    private void forget(StoredImage image, List<ImageDeleteItem> done) {
        store.delete(image.id());
        lastUses.forget(image.id());
        done.add(ImageDeleteItem.deleted(image.id()));
        events.publish("image", "delete", image.id(), attributes(image, image.id()));
    }

    /** The name that {@code text} is; empty when it is an ID. */
    private static Optional<ImageReference> nameIn(StoredImage image, String text) {
        ImageReference wanted;
        try {
            wanted = ImageReference.parse(text).withDefaultTag();
        } catch (InvalidArgumentException e) {
            return Optional.empty(); // An ID: it was resolved.
        }
        return image.names().stream()
                .filter(name -> name.equals(wanted)
                        || (wanted.digest() != null
                                && name.toString().equals(image.record().name())))
                .findFirst();
    }

    /** What the image was found by, or if that is gone another record of it. */
    private static ImageRecord recordOf(StoredImage image, List<ImageRecord> records) {
        List<ImageRecord> all = records.stream()
                .filter(record -> record.imageId().equals(image.id()))
                .toList();
        return all.stream()
                .filter(record -> record.name().equals(image.record().name()))
                .findFirst()
                .or(() -> all.stream().findFirst())
                .orElseThrow(() -> new ConflictException("image %s is being removed".formatted(image.id())));
    }

    private static long namesOf(String id, List<ImageRecord> records) {
        return records.stream().filter(record -> record.imageId().equals(id)).count();
    }

    static Map<String, String> attributes(StoredImage image, String name) {
        Map<String, String> attributes = new HashMap<>(image.config().config().labels());
        attributes.put("name", name);
        return attributes;
    }
}
