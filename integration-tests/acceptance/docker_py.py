"""docker-py's integration tests: tests/integration/NAME.py, run by pytest with the packages of the system."""

import xml.etree.ElementTree

import program
from outcome import Outcome

NAME = "docker-py"
SECONDS = 900

# Swarm and plugins are not part of what we do.
_LEFT_OUT = ("api_swarm", "api_service", "api_secret", "api_config", "api_plugin", "models_swarm", "models_services",
             "models_nodes")

# The tests look for the engine at its usual place too. What is there outside is not theirs.
_AT_THE_USUAL_PLACE = 'mount -t tmpfs none /run && ln -s "$0" /run/docker.sock && exec "$@"'


def recognises(suite):
    return (suite / "docker/api").is_dir() and (suite / "tests/integration").is_dir()


def programs(suite):
    files = sorted(path.stem for path in suite.glob("tests/integration/*_test.py"))
    return [name for name in files if not name.startswith(_LEFT_OUT)]


def run(suite, name, socket, version, scratch):
    command = ["unshare", "-m", "sh", "-c", _AT_THE_USUAL_PLACE, socket, "/usr/bin/python3", "-m", "pytest", "-p",
               "no:cacheprovider", f"--junitxml={scratch}/results.xml", f"tests/integration/{name}.py"]
    environment = {"DOCKER_HOST": f"unix://{socket}", "DOCKER_TEST_API_VERSION": version,
                   "PYTHONDONTWRITEBYTECODE": "1"}
    return program.run(command, suite, environment, scratch, SECONDS)


def cases(name, scratch):
    """Maps each case to its outcome; none at all if the program ended before it reported."""
    results = scratch / "results.xml"
    if not results.exists():
        return {f"{name}: (the program)": Outcome.NOT_OK}
    found = {}
    for case in xml.etree.ElementTree.parse(results).iter("testcase"):
        kinds = {child.tag for child in case}
        outcome = Outcome.NOT_OK if kinds & {"failure", "error"} else Outcome.SKIP if "skipped" in kinds else Outcome.OK
        found[f"{name}: {case.get('classname').rpartition('.')[2]}.{case.get('name')}"] = outcome
    return found
