package io.jdock.libcontainer.seccomp;

import io.jdock.oci.runtime.Seccomp;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What runc puts before the filter that libseccomp has made: ENOSYS for numbers beyond all that the profile names, unless what it
 * does not name is allowed.
 */
final class RuncStub {

    private final Map<Abi, Integer> highest = new EnumMap<>(Abi.class);

    RuncStub(Libseccomp libseccomp, Seccomp profile, Set<Abi> abis) {
        String byDefault = profile.defaultAction();
        if (Set.of("SCMP_ACT_ALLOW", "SCMP_ACT_LOG", "SCMP_ACT_TRACE").contains(byDefault)) {
            return;
        }
        for (Abi abi : abis) {
            int number = profile.syscalls().stream()
                    .flatMap(rule -> rule.names().stream())
                    .mapToInt(name -> libseccomp.number(abi, name))
                    .max()
                    .orElse(0);
            if (number > 0) {
                highest.put(abi, number);
            }
        }
    }

    /** Whether it answers, so that the filter is not asked. */
    boolean answers(Abi caller, int number) {
        Abi abi = caller;
        if (caller.auditArch() == Abi.X86_64.auditArch()) {
            abi = (number & Abi.X32_BIT) != 0 ? Abi.X32 : Abi.X86_64;
        }
        Integer limit = highest.get(abi);
        return limit != null && Integer.compareUnsigned(number, limit) > 0;
    }
}
