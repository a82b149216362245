"""docker-java's integration tests: cmd/NAME.java of its module docker-java, run by Maven's failsafe. The suite has been
built, and Maven finds all that it needs without a network. The tests ask in a version of the API of their own."""

import shutil

import program

NAME = "docker-java"
SECONDS = 1800

_TESTS = "docker-java/src/test/java/com/github/dockerjava/cmd"
_REPORTS = "docker-java/target/failsafe-reports"


def recognises(suite):
    return (suite / _TESTS).is_dir()


def programs(suite):
    # The base class is no test.
    return sorted(path.stem for path in suite.glob(f"{_TESTS}/?*CmdIT.java"))


def batches(chosen):
    """All at once: each start of Maven takes longer than most of the tests."""
    return [chosen] if chosen else []


def run(suite, batch, socket, _version, scratch):
    """Runs a batch; leaves a report NAME.xml for each program in `scratch`."""
    reports = {name: suite / _REPORTS / f"TEST-com.github.dockerjava.cmd.{name}.xml" for name in batch}
    for report in reports.values():
        report.unlink(missing_ok=True)
    command = ["mvn", "--offline", "--batch-mode", "--quiet", "--projects", "docker-java", "failsafe:integration-test",
               f"-Dit.test={','.join(batch)}"]
    # Where the client looks for credentials.
    environment = {"DOCKER_HOST": f"unix://{socket}", "DOCKER_CONFIG": str(scratch)}
    ended = program.run(command, suite, environment, scratch, SECONDS)
    for name, report in reports.items():
        if report.exists():
            shutil.move(report, scratch / f"{name}.xml")
    return ended
