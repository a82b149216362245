"""Images on disk: as skopeo's `dir:` keeps them, which takes every media type, and as an OCI image layout."""

import dataclasses
import gzip
import hashlib
import json
import os
import pathlib
import subprocess

OCI = "oci"
DOCKER = "docker"

_TYPES = {
    OCI: {
        "manifest": "application/vnd.oci.image.manifest.v1+json",
        "config": "application/vnd.oci.image.config.v1+json",
        "plain": "application/vnd.oci.image.layer.v1.tar",
        "gzip": "application/vnd.oci.image.layer.v1.tar+gzip",
        "zstd": "application/vnd.oci.image.layer.v1.tar+zstd",
    },
    DOCKER: {
        "manifest": "application/vnd.docker.distribution.manifest.v2+json",
        "config": "application/vnd.docker.container.image.v1+json",
        "gzip": "application/vnd.docker.image.rootfs.diff.tar.gzip",
    },
}
_INDEX = "application/vnd.oci.image.index.v1+json"

# The label of an image that Docker's readers of layers do harm to.
EXTREME = "extreme"


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def encode(document):
    return json.dumps(document, separators=(",", ":")).encode()


def compressed(tar, how):
    if how == "plain":
        return tar
    if how == "gzip":
        return gzip.compress(tar, mtime=0)
    return subprocess.run(["zstd", "--quiet", "--stdout"], input=tar, stdout=subprocess.PIPE, check=True).stdout


@dataclasses.dataclass(frozen=True)
class Facts:
    """What has to be the same wherever an image is. `manifest` is unknown where a form of image does not carry it."""

    config: str
    diff_ids: tuple
    manifest: str = ""


class Image:
    """An image of one platform, in a directory as skopeo's `dir:` makes it."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.source = f"dir:{directory}"

    def manifest_bytes(self):
        return (self.directory / "manifest.json").read_bytes()

    def manifest(self):
        return json.loads(self.manifest_bytes())

    def blob(self, descriptor):
        return (self.directory / descriptor["digest"].partition(":")[2]).read_bytes()

    def facts(self):
        manifest = self.manifest()
        config = json.loads(self.blob(manifest["config"]))
        return Facts(manifest["config"]["digest"], tuple(config["rootfs"]["diff_ids"]), digest(self.manifest_bytes()))

    def family(self):
        return OCI if self.manifest().get("mediaType", _TYPES[OCI]["manifest"]) == _TYPES[OCI]["manifest"] else DOCKER

    def is_extreme(self):
        return EXTREME in json.loads(self.blob(self.manifest()["config"]))["config"].get("Labels", {})

    def has_zstd(self):
        return any(layer["mediaType"].endswith("zstd") for layer in self.manifest()["layers"])

    def write_layout(self, target, name):
        """Writes the image as an OCI layout, whatever the family of its media types."""
        _finish_layout(target, self.put_into(target), name)

    def put_into(self, target):
        """Adds what is of the image to the blobs of a layout; gives the descriptor of its manifest."""
        blobs = target / "blobs/sha256"
        blobs.mkdir(parents=True, exist_ok=True)
        for file in self.directory.iterdir():
            if file.name not in ("manifest.json", "version"):
                os.link(file, blobs / file.name)
        return put(blobs, _TYPES[self.family()]["manifest"], self.manifest_bytes())


class Index:
    """An image for several platforms, which is an image for each of them, by architecture."""

    def __init__(self, images):
        self.images = images

    def write_layout(self, target, name):
        """Gives the digest of the index."""
        manifests = [
            {**image.put_into(target), "platform": {"os": "linux", "architecture": architecture}}
            for architecture, image in self.images.items()
        ]
        document = encode({"schemaVersion": 2, "mediaType": _INDEX, "manifests": manifests})
        descriptor = put(target / "blobs/sha256", _INDEX, document)
        _finish_layout(target, descriptor, name)
        return descriptor["digest"]


def _finish_layout(target, descriptor, name):
    (target / "oci-layout").write_bytes(encode({"imageLayoutVersion": "1.0.0"}))
    named = {**descriptor, "annotations": {"org.opencontainers.image.ref.name": name}}
    (target / "index.json").write_bytes(encode({"schemaVersion": 2, "manifests": [named]}))


def make(directory, family, layers, platform="amd64", **config):
    """Makes an image of layers, each a tar archive and how it is compressed."""
    types = _TYPES[family]
    directory.mkdir(parents=True)
    document = {
        "architecture": platform, "os": "linux", "created": "2026-01-01T00:00:00Z", "config": config,
        "rootfs": {"type": "layers", "diff_ids": [digest(tar) for tar, _ in layers]},
        "history": [{"created": "2026-01-01T00:00:00Z", "created_by": "a label", "empty_layer": True}]
        + [{"created": "2026-01-01T00:00:00Z", "created_by": f"layer {number}"} for number in range(len(layers))],
    }
    manifest = {
        "schemaVersion": 2, "mediaType": types["manifest"],
        "config": put(directory, types["config"], encode(document)),
        "layers": [put(directory, types[how], compressed(tar, how)) for tar, how in layers],
    }
    (directory / "manifest.json").write_bytes(encode(manifest))
    (directory / "version").write_text("Directory Transport Version: 1.1\n")
    return Image(directory)


def put(directory, media_type, content):
    """Writes a blob; gives its descriptor."""
    (directory / digest(content).partition(":")[2]).write_bytes(content)
    return {"mediaType": media_type, "digest": digest(content), "size": len(content)}
