package io.jdock.daemon.container.routes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jdock.daemon.container.create.CreateRequest;
import io.jdock.daemon.container.exec.ExecService;
import io.jdock.daemon.container.lifecycle.ContainerCreator;
import io.jdock.daemon.container.lifecycle.ContainerDirectory;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.task.RootfsSize;
import io.jdock.daemon.container.task.Tasks;
import io.jdock.daemon.container.view.InspectView;
import io.jdock.daemon.container.view.ListQuery;
import io.jdock.daemon.container.view.SummaryView;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Filters;
import io.jdock.daemon.http.Router;
import io.jdock.engine.api.container.ContainerSummary;
import io.jdock.engine.api.container.CreateResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Create, list and inspect. */
public final class ContainerRoutes {

    private final ContainerStore store;
    private final ContainerCreator creator;
    private final ContainerDirectory directory;
    private final ExecService execs;
    private final Tasks tasks;
    private final InstantSource clock;

    public ContainerRoutes(
            ContainerStore store,
            ContainerCreator creator,
            ContainerDirectory directory,
            ExecService execs,
            Tasks tasks,
            InstantSource clock) {
        this.store = store;
        this.creator = creator;
        this.directory = directory;
        this.execs = execs;
        this.tasks = tasks;
        this.clock = clock;
    }

    public void register(Router router) {
        router.post("/containers/create", this::create)
                .get("/containers/json", this::list)
                .get("/containers/{id}/json", this::inspect);
    }

    private void create(Exchange exchange) throws IOException {
        CreateRequest request = CreateRequest.parse(exchange.json(JsonNode.class));
        ContainerCreator.Created created = creator.create(
                exchange.query().text("name"), exchange.query().text("platform").orElse(""), request);
        exchange.created(new CreateResponse(created.container().id(), created.warnings()));
    }

    private void list(Exchange exchange) throws IOException {
        Filters filters = Filters.parse(exchange.query().text("filters"), ListQuery.FILTERS);
        int limit = Math.toIntExact(Math.clamp(exchange.query().number("limit").orElse(0L), 0, Integer.MAX_VALUE));
        boolean all = exchange.query().flag("all");
        boolean size = exchange.query().flag("size");
        Instant now = clock.instant();
        List<ContainerSummary> summaries = new ListQuery(store, filters, all, limit)
                .run().stream()
                        .map(container -> SummaryView.of(container, now, size(container, size)))
                        .toList();
        exchange.ok(summaries);
    }

    /** All containers, with what they have written. */
    public List<ContainerSummary> usage() {
        Instant now = clock.instant();
        return new ListQuery(store, Filters.parse(Optional.empty(), ListQuery.FILTERS), true, 0)
                .run().stream()
                        .map(container -> SummaryView.of(container, now, size(container, true)))
                        .toList();
    }

    private void inspect(Exchange exchange) throws IOException {
        Container container = store.resolve(exchange.pathParameter("id"));
        exchange.ok(InspectView.of(
                container,
                directory.of(container.id()),
                directory.log(container.id()),
                execs.running(container.id()),
                size(container, exchange.query().flag("size"))));
    }

    private @Nullable RootfsSize size(Container container, boolean asked) {
        return asked ? tasks.rootfsSize(container.id()) : null;
    }
}
