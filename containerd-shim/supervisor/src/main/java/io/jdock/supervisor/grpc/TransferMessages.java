package io.jdock.supervisor.grpc;

import io.jdock.api.supervisor.v1.TransferProgress;
import io.jdock.api.supervisor.v1.TransferProgress.Status;
import io.jdock.supervisor.images.TransferEvent;

/** What transfers tell, as messages. */
final class TransferMessages {

    private TransferMessages() {}

    static TransferProgress message(TransferEvent event) {
        return switch (event) {
            case TransferEvent.Resolved resolved ->
                TransferProgress.newBuilder()
                        .setStatus(Status.STATUS_RESOLVED)
                        .setDigest(resolved.digest().toString())
                        .build();
            case TransferEvent.Layer layer ->
                TransferProgress.newBuilder()
                        .setStatus(status(layer.step()))
                        .setDigest(layer.digest().toString())
                        .setCurrent(layer.current())
                        .setTotal(layer.total())
                        .build();
            case TransferEvent.Recorded recorded ->
                TransferProgress.newBuilder()
                        .setStatus(Status.STATUS_IMAGE_COMPLETE)
                        .setDigest(recorded.target().toString())
                        .setReference(recorded.reference())
                        .setImageId(recorded.id().toString())
                        .setUnchanged(recorded.unchanged())
                        .build();
            case TransferEvent.Upload upload ->
                TransferProgress.newBuilder()
                        .setStatus(status(upload.step()))
                        .setDigest(upload.digest().toString())
                        .setCurrent(upload.current())
                        .setTotal(upload.total())
                        .setReference(upload.from())
                        .build();
            case TransferEvent.Pushed pushed -> pushed(pushed);
        };
    }

    private static TransferProgress pushed(TransferEvent.Pushed pushed) {
        TransferProgress.Builder message = TransferProgress.newBuilder()
                .setStatus(Status.STATUS_IMAGE_PUSHED)
                .setReference(pushed.reference())
                .setPushed(ImageMessages.document(pushed.target()));
        pushed.insteadOf().ifPresent(index -> message.setInsteadOf(ImageMessages.document(index)));
        return message.build();
    }

    private static Status status(TransferEvent.Step step) {
        return switch (step) {
            case WAITING -> Status.STATUS_LAYER_WAITING;
            case EXISTS -> Status.STATUS_LAYER_EXISTS;
            case DOWNLOADING -> Status.STATUS_LAYER_DOWNLOADING;
            case VERIFYING -> Status.STATUS_LAYER_VERIFYING;
            case DOWNLOADED -> Status.STATUS_LAYER_DOWNLOADED;
            case EXTRACTING -> Status.STATUS_LAYER_EXTRACTING;
            case COMPLETE -> Status.STATUS_LAYER_COMPLETE;
        };
    }

    private static Status status(TransferEvent.UploadStep step) {
        return switch (step) {
            case PREPARING -> Status.STATUS_UPLOAD_PREPARING;
            case WAITING -> Status.STATUS_UPLOAD_WAITING;
            case EXISTS -> Status.STATUS_UPLOAD_EXISTS;
            case MOUNTED -> Status.STATUS_UPLOAD_MOUNTED;
            case RUNNING -> Status.STATUS_UPLOAD_RUNNING;
            case COMPLETE -> Status.STATUS_UPLOAD_COMPLETE;
        };
    }
}
