package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jdock.oci.runtime.Pids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LimitValuesTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "2, 1",
        "3, 2",
        "4, 2",
        "512, 59",
        "1023, 100",
        "1024, 100",
        "1025, 101",
        "2048, 174",
        "131072, 5478",
        "262143, 10000",
        "262144, 10000",
        "262145, 10000"
    })
    void weighsSharesAsRuncDoes(long shares, long weight) {
        assertEquals(weight, LimitValues.weightOf(shares));
    }

    @ParameterizedTest
    @CsvSource({"10, 1", "100, 910", "500, 4950", "1000, 10000"})
    void spreadsTheWeightOfBlockDevices(int weight, long spread) {
        assertEquals(spread, LimitValues.ioWeightOf(weight));
    }

    @Test
    void takesOnlyNegativeNumbersOfTasksForNoLimit() {
        assertNull(LimitValues.pidsMax(null));
        assertNull(LimitValues.pidsMax(new Pids(null)));
        assertEquals("max", LimitValues.pidsMax(new Pids(-1L)));
        assertEquals("1", LimitValues.pidsMax(new Pids(0L)));
        assertEquals("20", LimitValues.pidsMax(new Pids(20L)));
    }
}
