package io.jdock.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.daemon.runtime.OciProgram;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OptionsTest {

    @TempDir
    private Path directory;

    @Test
    void runtimesOfFlagsAndOfTheFileAreAdded() throws IOException {
        Path file = config("""
                {"runtimes": {"a": {"path": "/a", "runtimeArgs": ["--debug"]}}, "default-runtime": "a", "debug": true}
                """);

        Options options = Options.parse(List.of("--config-file", file.toString(), "--add-runtime=b=/b"));

        assertEquals(
                Map.of("a", new OciProgram("/a", List.of("--debug")), "b", new OciProgram("/b", List.of())),
                options.runtimes());
        assertEquals(Optional.of("a"), options.defaultRuntime());
        assertEquals("debug", options.logLevel());
    }

    @Test
    void aRuntimeIsDeclaredOnce() throws IOException {
        Path file = config("{\"runtimes\": {\"a\": {\"path\": \"/a\"}}}");

        var refusal = assertThrows(
                InvalidArgumentException.class,
                () -> Options.parse(List.of("--config-file", file.toString(), "--add-runtime", "a=/b")));

        assertEquals(file + ": runtime 'a' was already defined", refusal.getMessage());
    }

    @Test
    void theCgroupDriverIsAnOptionOfTheRuntime() {
        assertEquals(false, Options.parse(List.of()).systemdCgroups());
        assertEquals(
                true,
                Options.parse(List.of("--exec-opt", "native.cgroupdriver=systemd"))
                        .systemdCgroups());

        var refusal = assertThrows(
                InvalidArgumentException.class,
                () -> Options.parse(List.of("--exec-opt", "native.cgroupdriver=other")));

        assertEquals(
                "--exec-opt native.cgroupdriver=other: expected native.cgroupdriver=cgroupfs or native.cgroupdriver=systemd",
                refusal.getMessage());
    }

    @Test
    void proxiesAreInTheFileOrGivenAsFlags() throws IOException {
        Path file = config("""
                {"proxies": {"https-proxy": "http://me:secret@proxy:3128", "no-proxy": "localhost,10.0.0.0/8"}}
                """);

        Options options = Options.parse(List.of("--config-file", file.toString(), "--http-proxy=other:80"));

        assertEquals(
                Map.of(
                        "HTTP_PROXY", "other:80",
                        "HTTPS_PROXY", "http://me:secret@proxy:3128",
                        "NO_PROXY", "localhost,10.0.0.0/8"),
                options.proxies());
        assertEquals(Map.of(), Options.parse(List.of()).proxies());
    }

    @Test
    void aProxyThatCannotBeUsedIsRefusedWithoutBeingShown() throws IOException {
        var refusal = assertThrows(
                InvalidArgumentException.class, () -> Options.parse(List.of("--https-proxy=socks5://me:secret@p:1")));
        Path unknown = config("{\"proxies\": {\"ftp-proxy\": \"x\"}}");
        var unknownKey = assertThrows(
                InvalidArgumentException.class, () -> Options.parse(List.of("--config-file", unknown.toString())));

        assertEquals("--https-proxy: expected http://[USER:PASSWORD@]HOST[:PORT]", refusal.getMessage());
        assertEquals(unknown + ": unknown key \"proxies.ftp-proxy\"", unknownKey.getMessage());
    }

    private Path config(String json) throws IOException {
        return Files.writeString(directory.resolve("daemon.json"), json);
    }
}
