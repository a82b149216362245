package io.jdock.oci.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Block device weights and limits.
 *
 * @param weight 10 to 1000
 * @param leafWeight 10 to 1000
 * @param weightDevice per device
 * @param throttleReadBpsDevice bytes a second
 * @param throttleWriteBpsDevice bytes a second
 * @param throttleReadIOPSDevice operations a second
 * @param throttleWriteIOPSDevice operations a second
 */
public record BlockIo(
        @Nullable Integer weight,
        @Nullable Integer leafWeight,
        List<WeightDevice> weightDevice,
        List<ThrottleDevice> throttleReadBpsDevice,
        List<ThrottleDevice> throttleWriteBpsDevice,
        List<ThrottleDevice> throttleReadIOPSDevice,
        List<ThrottleDevice> throttleWriteIOPSDevice) {

    public BlockIo {
        weightDevice = List.copyOf(weightDevice);
        throttleReadBpsDevice = List.copyOf(throttleReadBpsDevice);
        throttleWriteBpsDevice = List.copyOf(throttleWriteBpsDevice);
        throttleReadIOPSDevice = List.copyOf(throttleReadIOPSDevice);
        throttleWriteIOPSDevice = List.copyOf(throttleWriteIOPSDevice);
    }
}
