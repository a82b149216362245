package io.jdock.daemon.container.store;

import java.util.List;

/** Where containers are kept over restarts. */
public interface ContainerTable {

    /** Every record, in no order. */
    List<Container> load();

    /** Writes a record, new or changed; it survives the daemon's end as soon as this returns. */
    void save(Container container);

    /** Removes a container's record; its image was used until then. */
    void delete(Container container);
}
