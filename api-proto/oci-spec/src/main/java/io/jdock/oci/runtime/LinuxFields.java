package io.jdock.oci.runtime;

import static java.util.Objects.requireNonNullElse;

import io.jdock.json.JsonFields;
import io.jdock.json.JsonObject;

/** The properties of the Linux section, but for resources and seccomp. */
final class LinuxFields {

    private static final int MAX_NANOSECONDS = 999_999_999;

    private LinuxFields() {}

    static Linux read(JsonFields in) {
        return Linux.builder()
                .namespaces(in.objects("namespaces", LinuxFields::readNamespace))
                .uidMappings(in.objects("uidMappings", SpecFields::readMapping))
                .gidMappings(in.objects("gidMappings", SpecFields::readMapping))
                .devices(in.objects("devices", LinuxFields::readDevice))
                .cgroupsPath(in.text("cgroupsPath"))
                .resources(in.object("resources", ResourcesFields::read))
                .rootfsPropagation(in.text("rootfsPropagation"))
                .seccomp(in.object("seccomp", SeccompFields::read))
                .sysctl(in.textMap("sysctl"))
                .maskedPaths(in.texts("maskedPaths"))
                .readonlyPaths(in.texts("readonlyPaths"))
                .mountLabel(in.text("mountLabel"))
                .timeOffsets(in.objectMap("timeOffsets", LinuxFields::readTimeOffset))
                .netDevices(in.objectMap("netDevices", LinuxFields::readNetDevice))
                .intelRdt(in.object("intelRdt", LinuxFields::readIntelRdt))
                .memoryPolicy(in.object("memoryPolicy", LinuxFields::readMemoryPolicy))
                .personality(in.object("personality", LinuxFields::readPersonality))
                .build();
    }

    static JsonObject write(Linux linux) {
        return JsonObject.builder()
                .putUnlessEmpty("namespaces", linux.namespaces(), LinuxFields::writeNamespace)
                .putUnlessEmpty("uidMappings", linux.uidMappings(), SpecFields::writeMapping)
                .putUnlessEmpty("gidMappings", linux.gidMappings(), SpecFields::writeMapping)
                .putUnlessEmpty("devices", linux.devices(), LinuxFields::writeDevice)
                .putUnlessEmpty("cgroupsPath", linux.cgroupsPath())
                .putUnlessNull("resources", linux.resources(), ResourcesFields::write)
                .putUnlessEmpty("rootfsPropagation", linux.rootfsPropagation())
                .putUnlessNull("seccomp", linux.seccomp(), SeccompFields::write)
                .putUnlessEmpty("sysctl", JsonObject.ofTexts(linux.sysctl()))
                .putUnlessEmpty("maskedPaths", linux.maskedPaths())
                .putUnlessEmpty("readonlyPaths", linux.readonlyPaths())
                .putUnlessEmpty("mountLabel", linux.mountLabel())
                .putUnlessEmpty("timeOffsets", linux.timeOffsets(), LinuxFields::writeTimeOffset)
                .putUnlessEmpty("netDevices", linux.netDevices(), LinuxFields::writeNetDevice)
                .putUnlessNull("intelRdt", linux.intelRdt(), LinuxFields::writeIntelRdt)
                .putUnlessNull("memoryPolicy", linux.memoryPolicy(), LinuxFields::writeMemoryPolicy)
                .putUnlessNull("personality", linux.personality(), LinuxFields::writePersonality)
                .build();
    }

    private static Namespace readNamespace(JsonFields in) {
        return new Namespace(Namespace.Kind.parse(in.requiredText("type")), in.text("path"));
    }

    private static JsonObject writeNamespace(Namespace namespace) {
        return JsonObject.builder()
                .put("type", namespace.type().text())
                .putUnlessEmpty("path", namespace.path())
                .build();
    }

    private static Device readDevice(JsonFields in) {
        return new Device(
                in.requiredText("path"),
                in.requiredText("type"),
                requireNonNullElse(in.int64("major"), 0L),
                requireNonNullElse(in.int64("minor"), 0L),
                in.integer("fileMode", 0, Integer.MAX_VALUE),
                in.uint32("uid"),
                in.uint32("gid"));
    }

    private static JsonObject writeDevice(Device device) {
        return JsonObject.builder()
                .put("path", device.path())
                .put("type", device.type())
                .put("major", device.major())
                .put("minor", device.minor())
                .putUnlessNull("fileMode", device.fileMode())
                .putUnlessNull("uid", device.uid())
                .putUnlessNull("gid", device.gid())
                .build();
    }

    private static TimeOffset readTimeOffset(JsonFields in) {
        return new TimeOffset(
                requireNonNullElse(in.int64("secs"), 0L),
                requireNonNullElse(in.integer("nanosecs", 0, MAX_NANOSECONDS), 0));
    }

    private static JsonObject writeTimeOffset(TimeOffset offset) {
        return JsonObject.builder()
                .put("secs", offset.secs())
                .put("nanosecs", offset.nanosecs())
                .build();
    }

    private static NetDevice readNetDevice(JsonFields in) {
        return new NetDevice(in.text("name"));
    }

    private static JsonObject writeNetDevice(NetDevice device) {
        return JsonObject.builder().putUnlessEmpty("name", device.name()).build();
    }

    private static IntelRdt readIntelRdt(JsonFields in) {
        return new IntelRdt(
                in.text("closID"),
                in.texts("schemata"),
                in.text("l3CacheSchema"),
                in.text("memBwSchema"),
                in.isTrue("enableMonitoring"),
                in.isTrue("enableCMT"),
                in.isTrue("enableMBM"));
    }

    private static JsonObject writeIntelRdt(IntelRdt rdt) {
        return JsonObject.builder()
                .putUnlessEmpty("closID", rdt.closID())
                .putUnlessEmpty("schemata", rdt.schemata())
                .putUnlessEmpty("l3CacheSchema", rdt.l3CacheSchema())
                .putUnlessEmpty("memBwSchema", rdt.memBwSchema())
                .putIfTrue("enableMonitoring", rdt.enableMonitoring())
                .putIfTrue("enableCMT", rdt.enableCMT())
                .putIfTrue("enableMBM", rdt.enableMBM())
                .build();
    }

    private static MemoryPolicy readMemoryPolicy(JsonFields in) {
        return new MemoryPolicy(in.requiredText("mode"), in.text("nodes"), in.texts("flags"));
    }

    private static JsonObject writeMemoryPolicy(MemoryPolicy policy) {
        return JsonObject.builder()
                .put("mode", policy.mode())
                .putUnlessEmpty("nodes", policy.nodes())
                .putUnlessEmpty("flags", policy.flags())
                .build();
    }

    private static Personality readPersonality(JsonFields in) {
        return new Personality(in.requiredText("domain"), in.texts("flags"));
    }

    private static JsonObject writePersonality(Personality personality) {
        return JsonObject.builder()
                .put("domain", personality.domain())
                .putUnlessEmpty("flags", personality.flags())
                .build();
    }
}
