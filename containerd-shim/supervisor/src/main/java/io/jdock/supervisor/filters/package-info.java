/**
 * The little language in which clients choose what a list or an event stream has: {@code name==web,labels.tier~=^(a|b)$}.
 *
 * <p>Start reading at {@link io.jdock.supervisor.filters.Filter}. A filter is a list of conditions that must all hold; of
 * several filters one is enough. Which fields there are is up to the {@link io.jdock.supervisor.filters.Fields} of the object.
 *
 * <p>May import {@code io.jdock.errdefs} only.
 */
@NullMarked
package io.jdock.supervisor.filters;

import org.jspecify.annotations.NullMarked;
