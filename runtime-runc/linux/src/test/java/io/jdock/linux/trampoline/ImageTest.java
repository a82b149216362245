package io.jdock.linux.trampoline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.linux.Arch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageTest {

    private static final Path SOURCES = Path.of("src/main/trampoline");

    @TempDir
    private Path directory;

    @Test
    void x86CodeIsWhatItsSourceAssemblesTo() throws Exception {
        compareWithSource(Arch.X86_64, Arch.current() == Arch.X86_64 ? "" : "x86_64-linux-gnu-");
    }

    @Test
    void armCodeIsWhatItsSourceAssemblesTo() throws Exception {
        compareWithSource(Arch.AARCH64, Arch.current() == Arch.AARCH64 ? "" : "aarch64-linux-gnu-");
    }

    @Test
    void isSmall() {
        for (Arch arch : Arch.values()) {
            assertTrue(Image.elf(arch).length < 420, arch + ": " + Image.elf(arch).length);
        }
    }

    private void compareWithSource(Arch arch, String tools) throws Exception {
        for (String tool : List.of("as", "ld", "objcopy")) {
            assumeTrue(isInstalled(tools + tool), "needs " + tools + tool);
        }
        String object = directory.resolve("t.o").toString();
        String linked = directory.resolve("t").toString();
        Path code = directory.resolve("t.bin");
        run(tools + "as", "-o", object, SOURCES.resolve(arch.id() + ".s").toString());
        run(tools + "ld", "-Ttext=0x4000b0", "-o", linked, object);
        run(tools + "objcopy", "-O", "binary", "-j", ".text", linked, code.toString());

        assertArrayEquals(Files.readAllBytes(code), MachineCode.of(arch));
    }

    private static boolean isInstalled(String tool) {
        return Files.isExecutable(Path.of("/usr/bin", tool));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), String.join(" ", command) + ": " + output);
    }
}
