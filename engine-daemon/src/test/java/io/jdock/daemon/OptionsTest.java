package io.jdock.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.daemon.image.TransferLimits;
import io.jdock.daemon.image.Watermarks;
import io.jdock.daemon.runtime.OciProgram;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    @Test
    void limitsOfTransfersAreInTheFileOrGivenAsFlags() throws IOException {
        Path file = config("{\"max-concurrent-downloads\": 8, \"max-concurrent-uploads\": 0}");

        Options options = Options.parse(List.of("--config-file", file.toString(), "--max-download-attempts=2"));

        assertEquals(new TransferLimits(8, 5, 2), options.registries().limits());
        assertEquals(
                new TransferLimits(4, 5, 5),
                Options.parse(List.of()).registries().limits());
        assertEquals(
                file + ": the key max-concurrent-downloads is also given as a flag: remove one",
                refusal("--config-file", file.toString(), "--max-concurrent-downloads", "8"));
    }

    /** What dockerd 20.10 says, after what it was about. */
    @Test
    void limitsThatCannotBeAreRefusedInDockerdsWords() throws IOException {
        assertEquals("invalid max concurrent downloads: -1", refusal("--max-concurrent-downloads=-1"));
        assertEquals("invalid max concurrent uploads: -2", refusal("--max-concurrent-uploads", "-2"));
        assertEquals("invalid max download attempts: 0", refusal("--max-download-attempts=0"));
        assertEquals(
                "invalid argument \"x\" for \"--max-concurrent-uploads\" flag: strconv.ParseInt: parsing \"x\": invalid syntax",
                refusal("--max-concurrent-uploads=x"));
        assertEquals(
                "invalid argument \"99999999999\" for \"--max-concurrent-uploads\" flag: "
                        + "strconv.ParseInt: parsing \"99999999999\": value out of range",
                refusal("--max-concurrent-uploads=99999999999"));
        Path attempts = config("{\"max-download-attempts\": -1}");
        assertEquals("invalid max download attempts: -1", refusal("--config-file", attempts.toString()));
        for (String value : List.of("\"3\"", "3.5", "1e1", "true", "99999999999", "null")) {
            Path file = config("{\"max-concurrent-downloads\": %s}".formatted(value));
            assertEquals(
                    file + ": the key \"max-concurrent-downloads\" has a value of the wrong kind",
                    refusal("--config-file", file.toString()));
        }
    }

    @Test
    void mirrorsThatCannotBeAreRefusedInDockerdsWords() {
        assertEquals("invalid mirror: unsupported scheme \"ftp\" in \"ftp://x\"", refusal("--registry-mirror=ftp://x"));
        assertEquals("invalid mirror: unsupported scheme \"\" in \"x\"", refusal("--registry-mirror=x"));
        assertEquals("invalid mirror: \"http://\" is not a valid URI", refusal("--registry-mirror=http://"));
        assertEquals("invalid mirror: \"http:///a\" is not a valid URI", refusal("--registry-mirror=http:///a"));
        assertEquals(
                "invalid mirror: query or fragment at end of the URI \"https://x/?a\"",
                refusal("--registry-mirror=https://x/?a"));
        assertEquals(
                "invalid mirror: username/password not allowed in URI of host x",
                refusal("--registry-mirror=https://me:secret@x"));
        assertEquals(
                List.of("https://x/path"),
                Options.parse(List.of("--registry-mirror=https://x/path"))
                        .registries()
                        .mirrors());
    }

    @Test
    void imagesGoByThemselvesWhenThatIsAskedFor() throws IOException {
        Path file = config("""
                {"image-gc-high-threshold": 85, "image-gc-low-threshold": 70, "image-gc-keep": ["base/*"]}
                """);

        Options options = Options.parse(List.of("--config-file", file.toString(), "--image-gc-minimum-age=1h30m"));

        assertEquals(
                Optional.of(new Watermarks(85, 70, Duration.ofMinutes(90), List.of("base/*"))), options.watermarks());
        assertEquals(Optional.empty(), Options.parse(List.of()).watermarks());
        assertEquals(
                Duration.ofMinutes(2),
                Options.parse(List.of("--image-gc-high-threshold=2", "--image-gc-low-threshold", "1"))
                        .watermarks()
                        .orElseThrow()
                        .minimumAge());
    }

    @Test
    void watermarksThatMakeNoSenseAreRefused() throws IOException {
        Path text = config("{\"image-gc-high-threshold\": \"85%\"}");

        assertEquals(
                text + ": the key \"image-gc-high-threshold\" has a value of the wrong kind",
                refusal("--config-file", text.toString()));
        assertEquals(
                "--image-gc-keep: needs both --image-gc-high-threshold and --image-gc-low-threshold",
                refusal("--image-gc-keep=a"));
        String order = "image-gc-low-threshold %d and image-gc-high-threshold %d: expected 0 < low < high <= 100";
        assertEquals(order.formatted(80, 80), marks("80", "80"));
        assertEquals(order.formatted(0, 80), marks("0", "80"));
        assertEquals(order.formatted(50, 101), marks("50", "101"));
        assertEquals(
                "invalid argument \"5.5\" for \"--image-gc-low-threshold\" flag: strconv.ParseInt: parsing \"5.5\": invalid syntax",
                marks("5.5", "80"));
        assertEquals(
                "image-gc-minimum-age soon: expected a duration such as 2m or 1h30m",
                marks("50", "80", "--image-gc-minimum-age=soon"));
        assertEquals("image-gc-keep a[: expected a name, or a glob", marks("50", "80", "--image-gc-keep=a["));
        assertEquals(
                "--image-gc-high-threshold: cannot be used with --containerd, whose disk is not known here",
                marks("50", "80", "--containerd=/run/containerd/containerd.sock"));
    }

    private static String marks(String low, String high, String... more) {
        List<String> all = new ArrayList<>(List.of("--image-gc-low-threshold", low, "--image-gc-high-threshold", high));
        all.addAll(List.of(more));
        return refusal(all.toArray(String[]::new));
    }

    private static String refusal(String... arguments) {
        return assertThrows(InvalidArgumentException.class, () -> Options.parse(List.of(arguments)))
                .text();
    }

    private Path config(String json) throws IOException {
        return Files.writeString(directory.resolve("daemon.json"), json);
    }
}
