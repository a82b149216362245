package io.jdock.supervisor;

import io.jdock.api.containerd.containers.v1.Container;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** Tasks that runc makes. */
final class RuncRuntimeTest {

    @Nested
    final class Lives extends TaskLifeContract {

        @Override
        Container.Runtime runtime(Path scratch) {
            return TestRuntime.runc();
        }
    }

    @Nested
    final class Execs extends ExecContract {

        @Override
        Container.Runtime runtime(Path scratch) {
            return TestRuntime.runc();
        }
    }

    @Nested
    final class Control extends ControlContract {

        @Override
        Container.Runtime runtime(Path scratch) {
            return TestRuntime.runc();
        }
    }

    @Nested
    final class Adoption extends AdoptionContract {

        @Override
        Container.Runtime runtime(Path scratch) {
            return TestRuntime.runc();
        }
    }
}
