package io.jdock.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * The rules of docs/architecture.md §2 that Maven's module graph does not already enforce. A binary's own package, with its
 * {@code Main}, wires everything, transports included.
 */
final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.jdock");

    @Test
    void binariesMeetAtSocketsOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.jdock.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.jdock.daemon..", "io.jdock.supervisor..", "io.jdock.libcontainer..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.jdock.daemon..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.jdock.cli..", "io.jdock.supervisor..", "io.jdock.libcontainer..", "io.jdock.shim..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.jdock.supervisor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.jdock.cli..", "io.jdock.daemon..", "io.jdock.engine..", "io.jdock.runc..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.jdock.runc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.jdock.cli..", "io.jdock.daemon..", "io.jdock.supervisor..", "io.jdock.shim..")
                .check(CLASSES);
    }

    @Test
    void jnaStaysBehindLinux() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.jdock.linux..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(CLASSES);
    }

    @Test
    void whatStartsColdReadsJsonWithoutJackson() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.jdock.cli..",
                        "io.jdock.runc..",
                        "io.jdock.json..",
                        "io.jdock.oci.runtime..",
                        "io.jdock.linux..",
                        "io.jdock.libcontainer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(CLASSES);
    }

    @Test
    void nettyStaysInTransports() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.jdock.daemon", "io.jdock.daemon.http..", "..grpc..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(CLASSES);
    }

    @Test
    void generatedTypesStayInGrpcPackages() {
        noClasses()
                .that()
                .resideInAPackage("io.jdock..")
                .and()
                .resideOutsideOfPackages("io.jdock.supervisor", "..grpc..", "io.jdock.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.jdock.api..", "io.grpc..", "com.google.protobuf..")
                .check(CLASSES);
    }

    @Test
    void packagesAreAcyclic() {
        slices().matching("io.jdock.daemon.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("io.jdock.supervisor.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("io.jdock.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("io.jdock.runc.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("io.jdock.oci.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("io.jdock.linux.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("io.jdock.libcontainer.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void threadsHaveOneHome() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.jdock.concurrent..")
                .should()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .check(CLASSES);
    }

    @Test
    void onlyMainEndsTheProcess() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }
}
