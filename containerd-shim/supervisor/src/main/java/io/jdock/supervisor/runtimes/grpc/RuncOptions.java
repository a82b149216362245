package io.jdock.supervisor.runtimes.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.jdock.api.containerd.runc.v1.Options;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.supervisor.containers.Document;
import io.jdock.supervisor.runtimes.RuntimeOptions;

/** The options of containerd's runtime {@code io.containerd.runc.v2}, as clients send them. */
public final class RuncOptions {

    private static final String TYPE = "containerd.runc.v1.Options";

    private RuncOptions() {}

    /**
     * Reads options.
     *
     * @throws InvalidArgumentException for a document of another type, or one that cannot be read
     * @throws NotImplementedException naming a field that would be ignored
     */
    public static RuntimeOptions read(Document document) {
        if (document.equals(Document.NONE)) {
            return RuntimeOptions.NONE;
        }
        if (!document.type().equals(TYPE) && !document.type().endsWith("/" + TYPE)) {
            throw new InvalidArgumentException(
                    "runtime options of type %s: expected %s".formatted(document.type(), TYPE));
        }
        try {
            Options options = Options.parseFrom(document.bytes());
            refuse("shim_cgroup", !options.getShimCgroup().isEmpty());
            refuse("io_uid", options.getIoUid() != 0);
            refuse("io_gid", options.getIoGid() != 0);
            refuse("criu_image_path", !options.getCriuImagePath().isEmpty());
            refuse("criu_work_path", !options.getCriuWorkPath().isEmpty());
            refuse("task_api_address", !options.getTaskApiAddress().isEmpty());
            return new RuntimeOptions(
                    options.getBinaryName(),
                    options.getRoot(),
                    options.getSystemdCgroup(),
                    options.getNoPivotRoot(),
                    options.getNoNewKeyring());
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidArgumentException("runtime options cannot be read: " + e.getMessage(), e);
        }
    }

    private static void refuse(String field, boolean given) {
        if (given) {
            throw new NotImplementedException("runtime options: field %s is not supported".formatted(field));
        }
    }
}
