package io.jdock.it.machine;

import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the test classes named on the command line, a line per test; those that this machine cannot run say why. */
final class TestRun implements TestExecutionListener {

    private int passed;
    private int skipped;
    private int failed;

    private TestRun() {}

    public static void main(String... classes) {
        List<DiscoverySelector> wanted =
                Arrays.stream(classes).<DiscoverySelector>map(TestRun::selected).toList();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(wanted)
                // An emulated machine takes as long as it takes; whoever boots it ends it.
                .configurationParameter("junit.jupiter.execution.timeout.mode", "disabled")
                .build();
        TestRun run = new TestRun();
        LauncherFactory.create().execute(request, run);
        IO.println("%d passed, %d skipped, %d failed".formatted(run.passed, run.skipped, run.failed));
        System.exit(run.failed > 0 || run.passed == 0 ? 1 : 0);
    }

    /** @param name a class, or one test of it as in {@code Class#method} */
    private static DiscoverySelector selected(String name) {
        return name.contains("#") ? DiscoverySelectors.selectMethod(name) : DiscoverySelectors.selectClass(name);
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped++;
        IO.println("skipped %s: %s".formatted(name(test), reason));
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        IO.println("        %s: %s".formatted(name(test), entry.getKeyValuePairs()));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    passed++;
                    IO.println("passed  " + name(test));
                }
            }
            case ABORTED -> {
                skipped++;
                IO.println("skipped %s: %s".formatted(name(test), reason(result)));
            }
            case FAILED -> {
                failed++;
                IO.println("FAILED  " + name(test));
                result.getThrowable().ifPresent(failure -> failure.printStackTrace(System.out));
            }
        }
    }

    private static String reason(TestExecutionResult result) {
        return result.getThrowable().map(Throwable::toString).orElse("no reason given");
    }

    private static String name(TestIdentifier test) {
        String of = test.getParentIdObject()
                .map(parent -> parent.getLastSegment().getValue())
                .orElse("");
        return of.substring(of.lastIndexOf('.') + 1) + " " + test.getDisplayName();
    }
}
