package io.jdock.cli.command.container.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.InvalidValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionSpecsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "80~{\"80/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"\"}]}",
                "8080:80~{\"80/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"8080\"}]}",
                "8080:80/UDP~{\"80/udp\":[{\"HostIp\":\"\",\"HostPort\":\"8080\"}]}",
                "127.0.0.1::80~{\"80/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"\"}]}",
                "[::1]:1:2~{\"2/tcp\":[{\"HostIp\":\"::1\",\"HostPort\":\"1\"}]}",
                "1-2:3-4~{\"3/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"1\"}],\"4/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"2\"}]}",
                "8000-8010:80~{\"80/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"8000-8010\"}]}",
            })
    void readsPublishedPorts(String text, String expected) {
        PortBindings ports = new PortBindings();
        ports.publish(text);

        assertEquals(expected, ports.bindings().toJson());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "1:", "1-2:3-5", "99999", "5-1", "80/icmp", "x:80"})
    void refusesWhatIsNoPort(String text) {
        assertThrows(CommandException.class, () -> new PortBindings().publish(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "type=bind,source=/a,target=/b,readonly~"
                        + "{\"Type\":\"bind\",\"Source\":\"/a\",\"Target\":\"/b\",\"ReadOnly\":true}",
                "type=tmpfs,dst=/t,tmpfs-size=1m,tmpfs-mode=1770~"
                        + "{\"Type\":\"tmpfs\",\"Target\":\"/t\",\"TmpfsOptions\":{\"SizeBytes\":1048576,\"Mode\":1016}}",
                "type=bind,src=/a,dst=/b,bind-propagation=rshared,ro=false~"
                        + "{\"Type\":\"bind\",\"Source\":\"/a\",\"Target\":\"/b\",\"BindOptions\":{\"Propagation\":\"rshared\"}}",
                "\"src=v,1\",dst=/b~{\"Type\":\"volume\",\"Source\":\"v,1\",\"Target\":\"/b\"}",
            })
    void readsMounts(String text, String expected) {
        assertEquals(expected, MountSpec.parse(text).toJson());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo",
                "type=bind,source=/a",
                "type=bind,dst=/a,tmpfs-size=1",
                "dst=/a,nosuch=1",
                "dst=/a,ro=maybe",
                "dst=/a,tmpfs-mode=9"
            })
    void refusesWhatIsNoMount(String text) {
        assertThrows(InvalidValueException.class, () -> MountSpec.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"nofile=1024:2048,1024,2048", "core=0,0,0", "nproc=-1,-1,-1", "nofile=5:-1,5,-1"})
    void readsUlimits(String text, long soft, long hard) {
        Ulimit limit = Ulimit.parse(text);

        assertEquals(soft, limit.soft());
        assertEquals(hard, limit.hard());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nofile", "nofile=x", "nofile=2:1", "nofile=-1:5"})
    void refusesWhatIsNoUlimit(String text) {
        assertThrows(InvalidValueException.class, () -> Ulimit.parse(text));
    }
}
