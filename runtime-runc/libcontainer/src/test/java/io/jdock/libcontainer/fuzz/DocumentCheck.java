package io.jdock.libcontainer.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.sun.management.ThreadMXBean;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.libcontainer.ContainerPlan;
import io.jdock.libcontainer.cgroups.CgroupDriver;
import io.jdock.libcontainer.cgroups.CgroupLayout;
import io.jdock.oci.runtime.Spec;
import io.jdock.oci.runtime.SpecJson;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What must hold for every document, however distorted. For one thread. */
final class DocumentCheck {

    static final int LARGEST_DOCUMENT = 1 << 20;

    /** Ten times what the largest document costs: a fuzzer that marks all code, on a busy machine, makes it four times that. */
    private static final long MOST_NANOS = 500_000_000L;

    static final long MOST_BYTES = 64L << 20;

    /** Another try tells what a document costs from what a machine that was busy elsewhere did. */
    private static final int TRIES = 5;

    private static final Path ROOTFS = Path.of("/nonexistent/rootfs");

    /** The parts of a message that a document determines. */
    private static final Pattern VARIABLE = Pattern.compile("\"[^\"]*\"|[0-9]+|\\[.*]|got .*");

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long mostBytes;
    private final CgroupLayout v1;
    private final CgroupLayout v2;

    /**
     * @param cgroups an empty directory in which a machine with all controllers is made up
     * @param mostBytes what a document may cost in allocated memory
     */
    DocumentCheck(Path cgroups, long mostBytes) throws IOException {
        this.mostBytes = mostBytes;
        Map<String, Path> controllers = new TreeMap<>();
        CgroupLayout.CONTROLLERS.forEach(name -> controllers.put(name, cgroups.resolve(name)));
        v1 = new CgroupLayout.V1(controllers, null);
        v2 = new CgroupLayout.V2(cgroups);
        Files.writeString(cgroups.resolve("cgroup.controllers"), "cpu cpuset hugetlb io memory misc pids rdma\n");
    }

    /**
     * Reads and plans a document.
     *
     * @return what became of it, the same for documents that took the same way
     * @throws AssertionError for what must not be
     */
    String run(byte[] document) {
        String outcome = "";
        long nanos = Long.MAX_VALUE;
        long bytes = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && (nanos > MOST_NANOS || bytes > mostBytes); i++) {
            long nanosBefore = threads.getCurrentThreadCpuTime();
            long bytesBefore = threads.getCurrentThreadAllocatedBytes();
            outcome = outcome(document);
            nanos = Math.min(nanos, threads.getCurrentThreadCpuTime() - nanosBefore);
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - bytesBefore);
        }
        if (nanos > MOST_NANOS || bytes > mostBytes) {
            throw new AssertionError("a document of %d bytes cost %d ms and %d KiB: %s"
                    .formatted(document.length, nanos / 1_000_000, bytes >> 10, outcome));
        }
        return outcome;
    }

    private String outcome(byte[] document) {
        try {
            Spec spec = SpecJson.read(document);
            return "V2 " + planned(spec, v2) + ", V1 " + planned(spec, v1);
        } catch (InvalidArgumentException e) {
            return signature(e);
        }
    }

    private static String planned(Spec spec, CgroupLayout layout) {
        try {
            String path = spec.linux() == null ? null : spec.linux().cgroupsPath();
            CgroupDriver driver = CgroupDriver.ofPath(path == null ? "" : path);
            ContainerPlan.of("fuzz", spec, ROOTFS, ROOTFS, layout, driver);
            return "planned";
        } catch (InvalidArgumentException | NotImplementedException | FailedPreconditionException e) {
            return signature(e);
        }
    }

    private static String signature(EngineException error) {
        String text = error.text();
        // What names no more than the document is as good as the whole of a message, and a message may be long.
        return VARIABLE.matcher(text.substring(0, Math.min(text.length(), 200))).replaceAll("*");
    }

    /** What was read is written so that it is read as the same. */
    static void requireSameWhenWritten(byte[] document) {
        byte[] once;
        try {
            once = SpecJson.write(SpecJson.read(document));
        } catch (InvalidArgumentException e) {
            return;
        }
        assertArrayEquals(once, SpecJson.write(SpecJson.read(once)));
    }
}
