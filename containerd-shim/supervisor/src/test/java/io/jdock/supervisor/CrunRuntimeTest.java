package io.jdock.supervisor;

import io.jdock.api.containerd.containers.v1.Container;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** Tasks that crun makes. How a supervisor finds them again is as with {@link RuncRuntimeTest runc}. */
final class CrunRuntimeTest {

    @Nested
    final class Lives extends TaskLifeContract {

        @Override
        Container.Runtime runtime(Path scratch) {
            return TestRuntime.crun(scratch);
        }
    }

    @Nested
    final class Execs extends ExecContract {

        @Override
        Container.Runtime runtime(Path scratch) {
            return TestRuntime.crun(scratch);
        }
    }

    @Nested
    final class Control extends ControlContract {

        @Override
        Container.Runtime runtime(Path scratch) {
            return TestRuntime.crun(scratch);
        }
    }
}
