package io.jdock.oci.runtime;

import java.util.List;

/**
 * The five capability sets of a process, as {@code CAP_…} names.
 *
 * @param bounding what an exec can ever give
 * @param effective what the kernel checks
 * @param inheritable kept across exec for files that ask for it
 * @param permitted what may be made effective
 * @param ambient kept across exec of plain files
 */
public record Capabilities(
        List<String> bounding,
        List<String> effective,
        List<String> inheritable,
        List<String> permitted,
        List<String> ambient) {

    public Capabilities {
        bounding = List.copyOf(bounding);
        effective = List.copyOf(effective);
        inheritable = List.copyOf(inheritable);
        permitted = List.copyOf(permitted);
        ambient = List.copyOf(ambient);
    }
}
