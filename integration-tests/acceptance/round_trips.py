"""Ways that an image can take into an engine, out of it, and to others. At the end of each it has to be what it was."""

import dataclasses
import gzip
import json
import pathlib
import subprocess

import file_tree
import layout
from image_engine import ImageEngine, tool
from scenario import Unmet, same

# A name with a host in it is the same for all, whatever they add to short ones.
_HOST = "round.trip"
_SHOWN = 5


@dataclasses.dataclass(frozen=True)
class Trip:
    """An image on its way. `tree` is what a container of it has to see; `bench` has the other engines, `dockerd` and `podman`, and
    the `port` of a registry; `directory` is empty when the trip begins."""

    name: str
    image: object  # layout.Image or layout.Index
    tree: dict
    bench: object
    engine: ImageEngine
    directory: pathlib.Path

    def local(self):
        return f"{_HOST}/{self.name}:1"

    def remote(self):
        """A name in the registry, of this trip alone."""
        return f"127.0.0.1:{self.bench.port}/{self.directory.name}/{self.name}:1"

    def remote_of_pushed(self):
        """The same for what the engine pushes: at a host that it has not seen, so that it has to send everything."""
        return f"localhost:{self.bench.port}/{self.directory.name}-pushed/{self.name}:1"

    def skopeo(self, *words):
        return tool(["skopeo", *words], self.directory)

    def arrives(self, engine, name, manifest=""):
        """Has an engine show the image under a name: the same configuration, layers and files, and the manifest if told."""
        wanted, found = self.image.facts(), engine.facts(name)
        same((found.config, found.diff_ids), (wanted.config, wanted.diff_ids))
        if manifest:
            same(found.manifest, manifest)
        _no_differences(file_tree.differences(without_roots_time(engine.tree(name)), self.tree))

    def returns(self, directory, manifest=True):
        """Has skopeo's copy be the image: the same configuration and layers, and the manifest if it can be."""
        wanted, found = self.image.facts(), layout.Image(directory).facts()
        same((found.config, found.diff_ids), (wanted.config, wanted.diff_ids))
        same(tuple(layout.digest(plain) for plain in layers(directory)), wanted.diff_ids)
        if manifest:
            same(found.manifest, wanted.manifest)

    def pull(self):
        """Brings the image into the engine through a registry."""
        name = self.remote()
        self.skopeo("copy", "--quiet", "--preserve-digests", "--dest-tls-verify=false", self.image.source,
                    f"docker://{name}")
        self.engine.say("pull", "--quiet", name)
        return name

    def saved(self):
        """Brings the image into the engine and out of it as an archive."""
        name = self.pull()
        self.engine.say("tag", name, self.local())
        archive = self.directory / "saved.tar"
        self.engine.say("save", "--output", archive, self.local())
        return archive

    def saved_layout(self):
        """The same, unpacked."""
        target = self.directory / "saved"
        target.mkdir()
        tool(["tar", "-xf", self.saved(), "-C", target], self.directory)
        if not (target / "index.json").exists():
            raise Unmet("what is saved is no OCI layout")
        return target

    def pushed(self):
        """Brings the image into the engine and out of it to a registry, where nothing of it is."""
        self.engine.say("tag", self.pull(), self.remote_of_pushed())
        self.engine.say("push", "--quiet", self.remote_of_pushed())
        return self.remote_of_pushed()


@dataclasses.dataclass(frozen=True)
class Way:
    name: str
    takes: object  # whether an image can go it
    go: object


WAYS = []


def way(name, takes=lambda image: True, kind=layout.Image):
    def add(go):
        WAYS.append(Way(name, lambda image: isinstance(image, kind) and takes(image), go))
        return go

    return add


def older(image):
    """Debian 12's dockerd and tools are older than zstd in images."""
    return usual(image) and not image.has_zstd()


def usual(image):
    return not image.is_extreme()


def oci(image):
    return image.family() == layout.OCI


@way("it pulls what skopeo pushed")
def pull(trip):
    trip.arrives(trip.engine, trip.pull(), trip.image.facts().manifest)


@way("it loads skopeo's docker archive", lambda image: not image.has_zstd())
def load_archive(trip):
    archive = trip.directory / "archive.tar"
    trip.skopeo("copy", "--quiet", trip.image.source, f"docker-archive:{archive}:{trip.local()}")
    trip.engine.say("load", "--quiet", "--input", archive)
    trip.arrives(trip.engine, trip.local())


@way("it loads an OCI layout")
def load_layout(trip):
    trip.image.write_layout(trip.directory / "layout", trip.local())
    archive = trip.directory / "layout.tar"
    tool(["tar", "-cf", archive, "-C", trip.directory / "layout", "."], trip.directory)
    trip.engine.say("load", "--quiet", "--input", archive)
    trip.arrives(trip.engine, trip.local(), trip.image.facts().manifest)


@way("skopeo reads the docker archive that it saves")
def save_archive(trip):
    trip.skopeo("copy", "--quiet", f"docker-archive:{trip.saved()}", f"dir:{trip.directory / 'back'}")
    trip.returns(trip.directory / "back", manifest=False)


@way("skopeo reads the OCI layout that it saves", oci)
def save_layout(trip):
    trip.skopeo("copy", "--quiet", f"oci:{trip.saved_layout()}:1", f"dir:{trip.directory / 'back'}")
    trip.returns(trip.directory / "back")


@way("oci-image-tool validates the layout that it saves", lambda image: oci(image) and not image.has_zstd())
def validates(trip):
    tool(["oci-image-tool", "validate", "--type", "image", "--ref", "name=1", trip.saved_layout()], trip.directory)


@way("umoci unpacks the layout that it saves", lambda image: oci(image) and not image.has_zstd())
def unpacks(trip):
    _no_differences(file_tree.differences(umoci(f"{trip.saved_layout()}:1", trip.directory), trip.tree))


@way("skopeo copies what it pushes")
def push(trip):
    name = trip.pushed()
    same(layout.digest(trip.skopeo("inspect", "--raw", "--tls-verify=false", f"docker://{name}").encode()),
         trip.image.facts().manifest)
    trip.skopeo("copy", "--quiet", "--src-tls-verify=false", f"docker://{name}", f"dir:{trip.directory / 'back'}")
    trip.returns(trip.directory / "back")


@way("dockerd loads what it saves", older)
def dockerd_loads(trip):
    trip.bench.dockerd.say("load", "--quiet", "--input", trip.saved())
    trip.arrives(trip.bench.dockerd, trip.local())


@way("it loads what dockerd saves", older)
def loads_dockerds(trip):
    archive = dataclasses.replace(trip, engine=trip.bench.dockerd).saved()
    trip.engine.say("load", "--quiet", "--input", archive)
    trip.arrives(trip.engine, trip.local())


@way("dockerd pulls what it pushes", older)
def dockerd_pulls(trip):
    name = trip.pushed()
    trip.bench.dockerd.say("pull", "--quiet", name)
    trip.arrives(trip.bench.dockerd, name, trip.image.facts().manifest)


@way("it pulls what dockerd pushes", older)
def pulls_dockerds(trip):
    name = dataclasses.replace(trip, engine=trip.bench.dockerd).pushed()
    trip.engine.say("pull", "--quiet", name)
    raw = trip.skopeo("inspect", "--raw", "--tls-verify=false", f"docker://{name}")
    trip.arrives(trip.engine, name, layout.digest(raw.encode()))


@way("podman loads what it saves", usual)
def podman_loads(trip):
    trip.bench.podman.say("load", "--quiet", "--input", trip.saved())
    trip.arrives(trip.bench.podman, trip.local())


@way("it loads the docker archive that podman saves", older)
def loads_podmans_archive(trip):
    trip.engine.say("load", "--quiet", "--input", _saved_by_podman(trip, "docker-archive"))
    trip.arrives(trip.engine, trip.local())


@way("it loads the OCI archive that podman saves", lambda image: oci(image) and usual(image))
def loads_podmans_layout(trip):
    trip.engine.say("load", "--quiet", "--input", _saved_by_podman(trip, "oci-archive"))
    trip.arrives(trip.engine, trip.local())


@way("a sparse file stays one", lambda image: image.is_extreme())
def keeps_holes(trip):
    with trip.engine.mounted(trip.pull()) as root:
        status = (pathlib.Path(root) / "far/sparse").stat()
        if status.st_blocks * 512 >= status.st_size:
            raise Unmet(f"{status.st_size} bytes take {status.st_blocks} blocks")


@way("it pulls one platform after the other", kind=layout.Index)
def pulls_platforms(trip):
    index = trip.image.write_layout(trip.directory / "layout", "1")
    trip.skopeo("copy", "--quiet", "--all", "--preserve-digests", "--dest-tls-verify=false",
                f"oci:{trip.directory / 'layout'}:1", f"docker://{trip.remote()}")
    for architecture, image in trip.image.images.items():
        trip.engine.say("pull", "--quiet", "--platform", f"linux/{architecture}", trip.remote())
        same(trip.engine.facts(trip.remote()), dataclasses.replace(image.facts(), manifest=index))


@way("it loads and saves all platforms", kind=layout.Index)
def keeps_platforms(trip):
    index = _load_index(trip)
    archive = trip.directory / "saved.tar"
    trip.engine.say("save", "--output", archive, trip.local())
    saved = json.loads(tool(["tar", "-xOf", archive, "index.json"], trip.directory))
    same([descriptor["digest"] for descriptor in saved["manifests"]], [index])
    target = trip.directory / "saved"
    target.mkdir()
    tool(["tar", "-xf", archive, "-C", target], trip.directory)
    trip.skopeo("copy", "--quiet", "--all", f"oci:{target}:1", f"dir:{trip.directory / 'back'}")
    same(layout.digest((trip.directory / "back/manifest.json").read_bytes()), index)


@way("it loads and pushes all platforms", kind=layout.Index)
def pushes_platforms(trip):
    index = _load_index(trip)
    trip.engine.say("tag", trip.local(), trip.remote_of_pushed())
    trip.engine.say("push", "--quiet", trip.remote_of_pushed())
    trip.skopeo("copy", "--quiet", "--all", "--src-tls-verify=false", f"docker://{trip.remote_of_pushed()}",
                f"dir:{trip.directory / 'back'}")
    same(layout.digest((trip.directory / "back/manifest.json").read_bytes()), index)


def _load_index(trip):
    index = trip.image.write_layout(trip.directory / "layout", trip.local())
    archive = trip.directory / "layout.tar"
    tool(["tar", "-cf", archive, "-C", trip.directory / "layout", "."], trip.directory)
    trip.engine.say("load", "--quiet", "--input", archive)
    return index


def _saved_by_podman(trip, form):
    archive = trip.directory / "podman.tar"
    trip.bench.podman.say("pull", "--quiet", trip.image.source)
    trip.bench.podman.say("tag", trip.image.facts().config.partition(":")[2], trip.local())
    trip.bench.podman.say("save", "--quiet", "--format", form, "--output", archive, trip.local())
    return archive


def umoci(source, directory):
    """What umoci makes of an image in a layout."""
    tool(["umoci", "unpack", "--image", source, directory / "bundle"], directory)
    return without_roots_time(file_tree.read(directory / "bundle/rootfs"))


def without_roots_time(tree):
    """An engine makes the topmost directory of each layer, and a layer need not say anything of it."""
    return {**tree, b".": dataclasses.replace(tree[b"."], modified=0)}


def layers(directory):
    """The layers of an image in skopeo's `dir:`, each as the plain archive that it is of."""
    image = layout.Image(directory)
    for descriptor in image.manifest()["layers"]:
        blob = image.blob(descriptor)
        if blob.startswith(b"\x1f\x8b"):
            yield gzip.decompress(blob)
        elif blob.startswith(b"\x28\xb5\x2f\xfd"):
            yield subprocess.run(["zstd", "-dc"], input=blob, stdout=subprocess.PIPE, check=True).stdout
        else:
            yield blob


def _no_differences(lines):
    found = list(lines)
    if found:
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise Unmet("; ".join(found[:_SHOWN]) + more)
