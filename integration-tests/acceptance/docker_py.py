"""docker-py's integration tests: tests/integration/NAME.py, run by pytest with the packages of the system."""

import program

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


def batches(chosen):
    """One by one: one leaves images behind that another counts."""
    return [[name] for name in chosen]


def run(suite, batch, socket, version, scratch):
    """Runs a batch; leaves a report NAME.xml for each program in `scratch`."""
    name, = batch
    command = ["unshare", "-m", "sh", "-c", _AT_THE_USUAL_PLACE, socket, "/usr/bin/python3", "-m", "pytest", "-p",
               "no:cacheprovider", f"--junitxml={scratch}/{name}.xml", f"tests/integration/{name}.py"]
    environment = {"DOCKER_HOST": f"unix://{socket}", "DOCKER_TEST_API_VERSION": version,
                   "PYTHONDONTWRITEBYTECODE": "1"}
    return program.run(command, suite, environment, scratch, SECONDS)
