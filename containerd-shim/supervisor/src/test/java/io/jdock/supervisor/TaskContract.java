package io.jdock.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.stub.BlockingClientCall;
import io.jdock.api.containerd.containers.v1.Container;
import io.jdock.api.containerd.tasks.v1.ListTasksRequest;
import io.jdock.api.containerd.tasks.v1.MetricsRequest;
import io.jdock.api.containerd.types.Metric;
import io.jdock.api.supervisor.v1.AttachRequest;
import io.jdock.api.supervisor.v1.AttachResponse;
import io.jdock.oci.runtime.Process;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor in this process with real containers of one runtime, for tests that every runtime has to pass. */
abstract class TaskContract {

    static final String ID = "box";
    static final int TERM = 15;
    static final int KILL = 9;
    static final int USR1 = 10;
    static final int WINDOW_CHANGED = 28;

    @TempDir
    Path directory;

    Bench bench;
    Supervisor supervisor;
    Client client;

    /** @param scratch directory of the running test */
    abstract Container.Runtime runtime(Path scratch);

    /** How long a runtime may take for anything. */
    Duration patience() {
        return Duration.ofSeconds(60);
    }

    @BeforeEach
    void start() throws Exception {
        bench = Bench.make(directory);
        supervisor = Supervisor.start(bench.options(patience()));
        client = bench.client(runtime(directory));
    }

    @AfterEach
    void stop() throws Exception {
        if (client == null) {
            return;
        }
        try {
            assertEquals(List.of(), bench.remains());
        } finally {
            client.close();
            supervisor.close();
        }
    }

    boolean hasTask() throws Exception {
        return client.tasks.list(ListTasksRequest.getDefaultInstance()).getTasksCount() > 0;
    }

    int create(String script) throws Exception {
        Process process = Busybox.process("sh", "-c", script).build();
        return client.create(ID, Busybox.spec(bench.cgroup(ID), process), "", bench.logAddress(ID));
    }

    void createWithLittleMemory(String script) throws Exception {
        Process process = Busybox.process("sh", "-c", script).build();
        client.create(ID, Busybox.withLittleMemory(Busybox.spec(bench.cgroup(ID), process)), "", bench.logAddress(ID));
    }

    void exec(String execId, Process process) throws Exception {
        exec(execId, process, "");
    }

    void exec(String execId, Process process, String stdin) throws Exception {
        client.exec(ID, execId, process, stdin);
    }

    List<Metric> metrics(String filter) throws Exception {
        return client.tasks
                .metrics(MetricsRequest.newBuilder().addFilters(filter).build())
                .getMetricsList();
    }

    /** Returns once no output can be missed. */
    BlockingClientCall<AttachRequest, AttachResponse> attach(boolean stdin) throws Exception {
        return attach("", stdin);
    }

    BlockingClientCall<AttachRequest, AttachResponse> attach(String execId, boolean stdin) throws Exception {
        BlockingClientCall<AttachRequest, AttachResponse> call = client.stdio.attach();
        call.write(AttachRequest.newBuilder()
                .setStart(AttachRequest.Start.newBuilder()
                        .setContainerId(ID)
                        .setExecId(execId)
                        .setStdin(stdin)
                        .setStdout(true)
                        .setStderr(true))
                .build());
        assertTrue(call.read().hasAttached());
        return call;
    }

    static void write(BlockingClientCall<AttachRequest, AttachResponse> call, String text) throws Exception {
        call.write(AttachRequest.newBuilder()
                .setStdin(ByteString.copyFrom(text, UTF_8))
                .build());
    }

    static String text(BlockingClientCall<AttachRequest, AttachResponse> call) throws Exception {
        return call.read().getOutput().getData().toStringUtf8();
    }

    /** A line of a terminal, which passes on what is written to it in pieces of its own making. */
    static String line(BlockingClientCall<AttachRequest, AttachResponse> call) throws Exception {
        StringBuilder line = new StringBuilder();
        while (!line.toString().endsWith("\n")) {
            line.append(text(call));
        }
        return line.toString();
    }

    void end() throws Exception {
        client.kill(ID, "", KILL);
        client.await(ID, "");
        delete();
    }

    void delete() throws Exception {
        client.deleteTask(ID);
        client.deleteContainer(ID);
    }
}
