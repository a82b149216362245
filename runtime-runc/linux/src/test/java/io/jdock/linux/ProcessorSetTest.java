package io.jdock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessorSetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|1", "0-3,7|8f", "7,0-3|8f", " 1 , 3 ,|a", "63|8000000000000000", "5-5|20"})
    void readsAList(String list, String mask) {
        assertEquals(new ProcessorSet(new long[] {Long.parseUnsignedLong(mask, 16)}), ProcessorSet.parse(list));
    }

    @Test
    void isAsLongAsItHasToBe() {
        assertEquals(new ProcessorSet(new long[] {0, 3, 1}), ProcessorSet.parse("128,64-65"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "a", "1-", "-1", "3-1", "1-2-3", "0x1", "65537", "99999999999", "1 2", "١"})
    void refusesWhatIsNoList(String list) {
        assertThrows(IllegalArgumentException.class, () -> ProcessorSet.parse(list));
    }

    @Test
    void isWhatTheKernelSaysOfThisThread() {
        ProcessorSet ours = SchedulingCalls.affinity(0);

        SchedulingCalls.setAffinity(0, ours);

        assertEquals(ours, SchedulingCalls.affinity(0));
    }
}
