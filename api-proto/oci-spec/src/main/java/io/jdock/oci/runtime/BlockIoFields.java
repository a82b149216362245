package io.jdock.oci.runtime;

import static java.util.Objects.requireNonNullElse;

import io.jdock.json.JsonFields;
import io.jdock.json.JsonObject;

/** The properties of block device weights and limits. */
final class BlockIoFields {

    private static final int MAX_UINT16 = 0xffff;

    private BlockIoFields() {}

    static BlockIo read(JsonFields in) {
        return new BlockIo(
                in.integer("weight", 0, MAX_UINT16),
                in.integer("leafWeight", 0, MAX_UINT16),
                in.objects("weightDevice", BlockIoFields::readWeight),
                in.objects("throttleReadBpsDevice", BlockIoFields::readThrottle),
                in.objects("throttleWriteBpsDevice", BlockIoFields::readThrottle),
                in.objects("throttleReadIOPSDevice", BlockIoFields::readThrottle),
                in.objects("throttleWriteIOPSDevice", BlockIoFields::readThrottle));
    }

    static JsonObject write(BlockIo io) {
        return JsonObject.builder()
                .putUnlessNull("weight", io.weight())
                .putUnlessNull("leafWeight", io.leafWeight())
                .putUnlessEmpty("weightDevice", io.weightDevice(), BlockIoFields::writeWeight)
                .putUnlessEmpty("throttleReadBpsDevice", io.throttleReadBpsDevice(), BlockIoFields::writeThrottle)
                .putUnlessEmpty("throttleWriteBpsDevice", io.throttleWriteBpsDevice(), BlockIoFields::writeThrottle)
                .putUnlessEmpty("throttleReadIOPSDevice", io.throttleReadIOPSDevice(), BlockIoFields::writeThrottle)
                .putUnlessEmpty("throttleWriteIOPSDevice", io.throttleWriteIOPSDevice(), BlockIoFields::writeThrottle)
                .build();
    }

    private static WeightDevice readWeight(JsonFields in) {
        return new WeightDevice(
                requireNonNullElse(in.int64("major"), 0L),
                requireNonNullElse(in.int64("minor"), 0L),
                in.integer("weight", 0, MAX_UINT16),
                in.integer("leafWeight", 0, MAX_UINT16));
    }

    private static JsonObject writeWeight(WeightDevice device) {
        return JsonObject.builder()
                .put("major", device.major())
                .put("minor", device.minor())
                .putUnlessNull("weight", device.weight())
                .putUnlessNull("leafWeight", device.leafWeight())
                .build();
    }

    private static ThrottleDevice readThrottle(JsonFields in) {
        return new ThrottleDevice(
                requireNonNullElse(in.int64("major"), 0L),
                requireNonNullElse(in.int64("minor"), 0L),
                in.requiredUint64("rate"));
    }

    private static JsonObject writeThrottle(ThrottleDevice device) {
        return JsonObject.builder()
                .put("major", device.major())
                .put("minor", device.minor())
                .putUnsigned("rate", device.rate())
                .build();
    }
}
