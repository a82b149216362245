package io.jdock.supervisor.copy;

import io.jdock.linux.FileStatus;

/**
 * One thing that a pattern has found.
 *
 * @param name what it was found as, empty for the root; a link's own name
 * @param place what it is: where a link leads
 */
record Match(String name, Place place, FileStatus status) {}
