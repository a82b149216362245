package io.jdock.oci.runtime;

import io.jdock.json.JsonObject;

/** The properties of the features document. Nobody here reads one. */
final class FeaturesFields {

    private FeaturesFields() {}

    static JsonObject write(Features features) {
        return JsonObject.builder()
                .put("ociVersionMin", features.ociVersionMin())
                .put("ociVersionMax", features.ociVersionMax())
                .put("hooks", features.hooks())
                .put("mountOptions", features.mountOptions())
                .put("linux", writeLinux(features.linux()))
                .put("annotations", JsonObject.ofTexts(features.annotations()))
                .put("potentiallyUnsafeConfigAnnotations", features.potentiallyUnsafeConfigAnnotations())
                .build();
    }

    private static JsonObject writeLinux(Features.Linux linux) {
        return JsonObject.builder()
                .put("namespaces", linux.namespaces())
                .put("capabilities", linux.capabilities())
                .put("cgroup", writeCgroup(linux.cgroup()))
                .put("seccomp", writeSeccomp(linux.seccomp()))
                .put("apparmor", enabled(linux.apparmor()))
                .put("selinux", enabled(linux.selinux()))
                .put("intelRdt", writeIntelRdt(linux.intelRdt()))
                .put("memoryPolicy", writeMemoryPolicy(linux.memoryPolicy()))
                .put(
                        "mountExtensions",
                        JsonObject.builder()
                                .put("idmap", enabled(linux.idMappedMounts()))
                                .build())
                .put("netDevices", enabled(linux.netDevices()))
                .build();
    }

    private static JsonObject enabled(boolean value) {
        return JsonObject.builder().put("enabled", value).build();
    }

    private static JsonObject writeCgroup(Features.Cgroup cgroup) {
        return JsonObject.builder()
                .put("v1", cgroup.v1())
                .put("v2", cgroup.v2())
                .put("systemd", cgroup.systemd())
                .put("systemdUser", cgroup.systemdUser())
                .put("rdma", cgroup.rdma())
                .build();
    }

    private static JsonObject writeSeccomp(Features.Seccomp seccomp) {
        return JsonObject.builder()
                .put("enabled", seccomp.enabled())
                .put("actions", seccomp.actions())
                .put("operators", seccomp.operators())
                .put("archs", seccomp.archs())
                .put("knownFlags", seccomp.knownFlags())
                .put("supportedFlags", seccomp.supportedFlags())
                .build();
    }

    private static JsonObject writeIntelRdt(Features.IntelRdt rdt) {
        return JsonObject.builder()
                .put("enabled", rdt.enabled())
                .put("schemata", rdt.schemata())
                .put("monitoring", rdt.monitoring())
                .build();
    }

    private static JsonObject writeMemoryPolicy(Features.MemoryPolicy policy) {
        return JsonObject.builder()
                .put("modes", policy.modes())
                .put("flags", policy.flags())
                .build();
    }
}
