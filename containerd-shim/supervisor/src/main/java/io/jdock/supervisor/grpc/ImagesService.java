package io.jdock.supervisor.grpc;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.jdock.api.containerd.images.v1.CreateImageRequest;
import io.jdock.api.containerd.images.v1.CreateImageResponse;
import io.jdock.api.containerd.images.v1.DeleteImageRequest;
import io.jdock.api.containerd.images.v1.GetImageRequest;
import io.jdock.api.containerd.images.v1.GetImageResponse;
import io.jdock.api.containerd.images.v1.ImagesGrpc;
import io.jdock.api.containerd.images.v1.ListImagesRequest;
import io.jdock.api.containerd.images.v1.ListImagesResponse;
import io.jdock.api.containerd.images.v1.UpdateImageRequest;
import io.jdock.api.containerd.images.v1.UpdateImageResponse;
import io.jdock.errdefs.NotFoundException;
import io.jdock.supervisor.filters.Filter;
import io.jdock.supervisor.images.GarbageCollector;
import io.jdock.supervisor.images.Image;
import io.jdock.supervisor.images.Images;

/** {@link Images} over gRPC. Deleting an image starts a garbage collection, or with {@code sync} waits for one. */
public final class ImagesService extends ImagesGrpc.ImagesImplBase {

    private final Images images;
    private final GarbageCollector garbage;

    public ImagesService(Images images, GarbageCollector garbage) {
        this.images = images;
        this.garbage = garbage;
    }

    @Override
    public void get(GetImageRequest request, StreamObserver<GetImageResponse> caller) {
        Image found = images.get(CallNamespace.required(), request.getName());
        Reply.send(
                caller,
                GetImageResponse.newBuilder()
                        .setImage(ImageMessages.message(found))
                        .build());
    }

    @Override
    public void list(ListImagesRequest request, StreamObserver<ListImagesResponse> caller) {
        Filter filter = Filter.any(request.getFiltersList());
        ListImagesResponse.Builder answer = ListImagesResponse.newBuilder();
        for (Image image : images.list(CallNamespace.required())) {
            if (filter.matches(ImageMessages.fields(image))) {
                answer.addImages(ImageMessages.message(image));
            }
        }
        Reply.send(caller, answer.build());
    }

    @Override
    public void create(CreateImageRequest request, StreamObserver<CreateImageResponse> caller) {
        Image wanted = ImageMessages.value(request.getImage());
        Image created = images.create(CallNamespace.required(), wanted.name(), wanted.labels(), wanted.target());
        Reply.send(
                caller,
                CreateImageResponse.newBuilder()
                        .setImage(ImageMessages.message(created))
                        .build());
    }

    @Override
    public void update(UpdateImageRequest request, StreamObserver<UpdateImageResponse> caller) {
        var message = request.getImage();
        UpdateMask mask = new UpdateMask(request.getUpdateMask());
        mask.requireOnly("image " + message.getName(), "labels", "target");
        Image updated = images.update(
                CallNamespace.required(),
                message.getName(),
                current -> new Image(
                        current.name(),
                        mask.merge("labels", current.labels(), message.getLabelsMap()),
                        mask.has("target") ? ImageMessages.value(message.getTarget()) : current.target(),
                        current.createdAt(),
                        current.updatedAt()));
        Reply.send(
                caller,
                UpdateImageResponse.newBuilder()
                        .setImage(ImageMessages.message(updated))
                        .build());
    }

    @Override
    public void delete(DeleteImageRequest request, StreamObserver<Empty> caller) {
        String namespace = CallNamespace.required();
        if (request.hasTarget()) {
            requireTarget(images.get(namespace, request.getName()), request);
        }
        images.delete(namespace, request.getName());
        if (request.getSync()) {
            garbage.collectFully();
        } else {
            garbage.schedule();
        }
        Reply.done(caller);
    }

    /** The caller means the image it has looked at, not one that was given the name since. */
    private static void requireTarget(Image image, DeleteImageRequest request) {
        if (!image.target().digest().toString().equals(request.getTarget().getDigest())) {
            throw new NotFoundException("delete image %s: it is %s, not %s"
                    .formatted(
                            image.name(),
                            image.target().digest(),
                            request.getTarget().getDigest()));
        }
    }
}
