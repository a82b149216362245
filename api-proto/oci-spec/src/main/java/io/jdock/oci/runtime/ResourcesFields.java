package io.jdock.oci.runtime;

import io.jdock.json.JsonFields;
import io.jdock.json.JsonObject;

/** The properties of a cgroup's limits, but for block devices. */
final class ResourcesFields {

    private ResourcesFields() {}

    static Resources read(JsonFields in) {
        return new Resources(
                in.objects("devices", ResourcesFields::readRule),
                in.object("memory", ResourcesFields::readMemory),
                in.object("cpu", ResourcesFields::readCpu),
                in.object("pids", ResourcesFields::readPids),
                in.object("blockIO", BlockIoFields::read),
                in.objects("hugepageLimits", ResourcesFields::readHugepages),
                in.object("network", ResourcesFields::readNetwork),
                in.objectMap("rdma", ResourcesFields::readRdma),
                in.textMap("unified"));
    }

    static JsonObject write(Resources resources) {
        return JsonObject.builder()
                .putUnlessEmpty("devices", resources.devices(), ResourcesFields::writeRule)
                .putUnlessNull("memory", resources.memory(), ResourcesFields::writeMemory)
                .putUnlessNull("cpu", resources.cpu(), ResourcesFields::writeCpu)
                .putUnlessNull("pids", resources.pids(), ResourcesFields::writePids)
                .putUnlessNull("blockIO", resources.blockIO(), BlockIoFields::write)
                .putUnlessEmpty("hugepageLimits", resources.hugepageLimits(), ResourcesFields::writeHugepages)
                .putUnlessNull("network", resources.network(), ResourcesFields::writeNetwork)
                .putUnlessEmpty("rdma", resources.rdma(), ResourcesFields::writeRdma)
                .putUnlessEmpty("unified", JsonObject.ofTexts(resources.unified()))
                .build();
    }

    private static DeviceRule readRule(JsonFields in) {
        return new DeviceRule(
                in.isTrue("allow"), in.text("type"), in.int64("major"), in.int64("minor"), in.text("access"));
    }

    private static JsonObject writeRule(DeviceRule rule) {
        return JsonObject.builder()
                .put("allow", rule.allow())
                .putUnlessEmpty("type", rule.type())
                .putUnlessNull("major", rule.major())
                .putUnlessNull("minor", rule.minor())
                .putUnlessEmpty("access", rule.access())
                .build();
    }

    private static Memory readMemory(JsonFields in) {
        return new Memory(
                in.int64("limit"),
                in.int64("reservation"),
                in.int64("swap"),
                in.int64("kernel"),
                in.int64("kernelTCP"),
                in.uint64("swappiness"),
                in.bool("disableOOMKiller"),
                in.bool("useHierarchy"),
                in.bool("checkBeforeUpdate"));
    }

    private static JsonObject writeMemory(Memory memory) {
        return JsonObject.builder()
                .putUnlessNull("limit", memory.limit())
                .putUnlessNull("reservation", memory.reservation())
                .putUnlessNull("swap", memory.swap())
                .putUnlessNull("kernel", memory.kernel())
                .putUnlessNull("kernelTCP", memory.kernelTCP())
                .putUnsignedUnlessNull("swappiness", memory.swappiness())
                .putUnlessNull("disableOOMKiller", memory.disableOOMKiller())
                .putUnlessNull("useHierarchy", memory.useHierarchy())
                .putUnlessNull("checkBeforeUpdate", memory.checkBeforeUpdate())
                .build();
    }

    private static Cpu readCpu(JsonFields in) {
        return new Cpu(
                in.uint63("shares"),
                in.int64("quota"),
                in.uint63("burst"),
                in.uint63("period"),
                in.int64("realtimeRuntime"),
                in.uint63("realtimePeriod"),
                in.text("cpus"),
                in.text("mems"),
                in.int64("idle"));
    }

    private static JsonObject writeCpu(Cpu cpu) {
        return JsonObject.builder()
                .putUnlessNull("shares", cpu.shares())
                .putUnlessNull("quota", cpu.quota())
                .putUnlessNull("burst", cpu.burst())
                .putUnlessNull("period", cpu.period())
                .putUnlessNull("realtimeRuntime", cpu.realtimeRuntime())
                .putUnlessNull("realtimePeriod", cpu.realtimePeriod())
                .putUnlessEmpty("cpus", cpu.cpus())
                .putUnlessEmpty("mems", cpu.mems())
                .putUnlessNull("idle", cpu.idle())
                .build();
    }

    private static Pids readPids(JsonFields in) {
        return new Pids(in.int64("limit"));
    }

    private static JsonObject writePids(Pids pids) {
        return JsonObject.builder().putUnlessNull("limit", pids.limit()).build();
    }

    private static HugepageLimit readHugepages(JsonFields in) {
        return new HugepageLimit(in.requiredText("pageSize"), in.requiredUint64("limit"));
    }

    private static JsonObject writeHugepages(HugepageLimit hugepages) {
        return JsonObject.builder()
                .put("pageSize", hugepages.pageSize())
                .putUnsigned("limit", hugepages.limit())
                .build();
    }

    private static NetworkClass readNetwork(JsonFields in) {
        return new NetworkClass(in.uint32("classID"), in.objects("priorities", ResourcesFields::readPriority));
    }

    private static JsonObject writeNetwork(NetworkClass network) {
        return JsonObject.builder()
                .putUnlessNull("classID", network.classID())
                .putUnlessEmpty("priorities", network.priorities(), ResourcesFields::writePriority)
                .build();
    }

    private static InterfacePriority readPriority(JsonFields in) {
        return new InterfacePriority(in.requiredText("name"), in.requiredUint32("priority"));
    }

    private static JsonObject writePriority(InterfacePriority priority) {
        return JsonObject.builder()
                .put("name", priority.name())
                .put("priority", priority.priority())
                .build();
    }

    private static Rdma readRdma(JsonFields in) {
        return new Rdma(in.uint32("hcaHandles"), in.uint32("hcaObjects"));
    }

    private static JsonObject writeRdma(Rdma rdma) {
        return JsonObject.builder()
                .putUnlessNull("hcaHandles", rdma.hcaHandles())
                .putUnlessNull("hcaObjects", rdma.hcaObjects())
                .build();
    }
}
