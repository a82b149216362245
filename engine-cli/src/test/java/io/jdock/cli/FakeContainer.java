package io.jdock.cli;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * A container of a {@link FakeEngine} with the order that a real one has: its process begins with the start request, its
 * output goes to the attached connection, and whoever waits learns its exit status.
 */
final class FakeContainer {

    /** What runs in the container; returns its exit status. */
    interface Process {
        int run(FakePeer stdio) throws IOException, InterruptedException;
    }

    static final String ID = "c0ffee0000000000000000000000000000000000000000000000000000000000";

    private final CountDownLatch started = new CountDownLatch(1);
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    private FakeContainer() {}

    /** Adds the container to an engine, which will create it when it is asked to. */
    static void in(FakeEngine engine, boolean tty, Process process) {
        new FakeContainer().addTo(engine, tty, process);
    }

    /** Adds a container whose start fails; it counts as ended with status 128 then, as it does at Docker. */
    static void refusing(FakeEngine engine, String why) {
        FakeContainer container = new FakeContainer();
        container.addTo(engine, false, _ -> 128);
        engine.on("POST /containers/" + ID + "/start", (_, peer) -> {
            container.started.countDown();
            peer.json(500, "{\"message\":\"" + why.replace("\"", "\\\"") + "\"}");
        });
    }

    private void addTo(FakeEngine engine, boolean tty, Process process) {
        String path = "/containers/" + ID + "/";
        engine.on("POST /containers/create", 201, "{\"Id\":\"" + ID + "\",\"Warnings\":[]}");
        engine.on("POST " + path + "start", (_, peer) -> {
            started.countDown();
            peer.noContent();
        });
        engine.on("POST " + path + "attach", (_, peer) -> {
            peer.upgrade(tty);
            started.await();
            status.complete(process.run(peer));
        });
        engine.on("POST " + path + "wait", (_, peer) -> {
            peer.stream("application/json");
            peer.chunk("{\"StatusCode\":" + status.join() + "}");
            peer.chunk("");
        });
        engine.on("POST " + path + "resize", (_, peer) -> peer.json(200, ""));
        engine.on("POST " + path + "kill", (_, peer) -> peer.noContent());
    }
}
