"""An image of everything that a layer may hold, however rare."""

import io
import os
import pathlib
import shutil
import struct
import tarfile

import layout

WHITEOUT = ".wh."
OPAQUE = ".wh..wh..opq"

_TIME = "1234567890.123456789"
_CAP_NET_RAW = struct.pack("<IIIII", 0x02000001, 1 << 13, 0, 0, 0)
_LONG = "n" * 60


class Layer:
    """A tar archive in the making, in pax format. Names are given as they are on disk."""

    def __init__(self):
        self._bytes = io.BytesIO()
        self._tar = tarfile.open(fileobj=self._bytes, mode="w", format=tarfile.PAX_FORMAT, errors="surrogateescape")

    def add(self, name, kind=tarfile.REGTYPE, content=b"", mode=0o644, time=_TIME, owner=(0, 0), target="", device=(0, 0),
            attributes=(), pax=()):
        entry = tarfile.TarInfo(name)
        entry.type, entry.mode, entry.linkname, entry.size = kind, mode, target, len(content)
        entry.uid, entry.gid = owner
        entry.devmajor, entry.devminor = device
        entry.pax_headers = {"mtime": time, **dict(pax)}
        for key, value in attributes:
            entry.pax_headers[f"SCHILY.xattr.{key}"] = os.fsdecode(value)
        self._tar.addfile(entry, io.BytesIO(content))
        return self

    def directory(self, name, **more):
        return self.add(name, tarfile.DIRTYPE, **{"mode": 0o755, **more})

    def link(self, name, target, **more):
        return self.add(name, tarfile.SYMTYPE, target=target, mode=0o777, **more)

    def hard_link(self, name, target, **like):
        """`like` is what the file was added with: some readers take it from the last of its names."""
        return self.add(name, tarfile.LNKTYPE, target=target, **like)

    def sparse(self, name, size, data):
        """A file of holes but for `data` in its middle, in version 1.0 of GNU's pax form."""
        runs = f"1\n{size // 2}\n{len(data)}\n".encode()
        stored = runs + bytes(-len(runs) % 512) + data
        return self.add(f"GNUSparseFile.0/{pathlib.PurePath(name).name}", content=stored, pax={
            "GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": name,
            "GNU.sparse.realsize": str(size)}.items())

    def without(self, name):
        directory, _, last = name.rpartition("/")
        return self.add(f"{directory}/{WHITEOUT}{last}" if directory else WHITEOUT + last)

    def opaque(self, directory):
        return self.add(f"{directory}/{OPAQUE}")

    def bytes(self):
        self._tar.close()
        return self._bytes.getvalue()


def first():
    layer = Layer()
    layer.directory("./").directory("bin").directory("etc").directory("data").directory("names").directory("cache")
    layer.add("bin/busybox", content=pathlib.Path(shutil.which("busybox")).read_bytes(), mode=0o755)
    layer.link("bin/sh", "busybox")
    layer.directory("tmp", mode=0o1777).directory("shared", mode=0o2775, owner=(0, 50))
    layer.add("bin/su", content=b"#!", mode=0o6755).add("etc/secret", content=b"secret", mode=0)
    layer.add("bin/ping", content=b"ping", mode=0o755, attributes=[("security.capability", _CAP_NET_RAW)])
    layer.add("data/attributes", attributes=[("user.text", b"text"), ("user.bytes", b"a\xff\n=b"), ("trusted.own", b"1")])
    layer.directory("data/attributed", attributes=[("user.of-a-directory", b"yes")])
    layer.add("data/one", content=b"one", mode=0o640)
    layer.hard_link("data/two", "data/one", mode=0o640).hard_link("three", "data/one", mode=0o640)
    layer.add("data/pipe", tarfile.FIFOTYPE, mode=0o620).hard_link("data/pipe-too", "data/pipe", mode=0o620)
    layer.add("data/null", tarfile.CHRTYPE, device=(1, 3), mode=0o666)
    layer.add("data/disk", tarfile.BLKTYPE, device=(259, 65536), mode=0o660, owner=(0, 6))
    layer.add("data/big", content=bytes(range(256)) * 8192)
    layer.add("data/owned", owner=(3_000_000, 4_000_000_000), mode=0o600)
    layer.add("data/whole-seconds", time="1000000000").add("data/future", time="4102444800.5")
    layer.link("data/dangling", "/nowhere/" + _LONG * 3)
    for name in ("with space", "-n", "new\nline", "tab\t", 'quo"te', "back\\slash", "größe", "日本", "*", "x" * 255,
                 os.fsdecode(b"caf\xe9"), os.fsdecode(b"\xff\xfe"), ".whx", "." + "wh"):
        layer.add(f"names/{name}", content=os.fsencode(name))
    layer.directory(f"names/{_LONG}").add(f"names/{_LONG}/{_LONG}", content=b"more than 100 bytes")
    for depth in range(6):
        layer.directory("names/deep" + f"/{_LONG}" * depth)
    layer.add("names/deep" + f"/{_LONG}" * 6, content=b"more than 255 bytes")
    for name in ("file", "gone-directory/a", "gone-directory/b/c", "opaque/old", "opaque/below/old", "changed"):
        layer.add(f"cache/{name}", content=name.encode())
    layer.directory("cache/becomes-file").add("cache/becomes-file/inside").add("cache/becomes-directory")
    layer.link("cache/becomes-plain", "../etc").directory("cache/new-mode")
    return layer.bytes()


def second():
    layer = Layer()
    layer.directory("./").directory("cache").directory("data")
    layer.without("cache/file").without("cache/gone-directory").without("cache/never-there")
    layer.directory("cache/opaque").opaque("cache/opaque").add("cache/opaque/new", content=b"new")
    layer.add("cache/becomes-file", content=b"a file")
    layer.directory("cache/becomes-directory").add("cache/becomes-directory/inside")
    layer.directory("cache/becomes-plain", mode=0o700).add("cache/becomes-plain/inside")
    layer.directory("cache/new-mode", mode=0o711, owner=(7, 8))
    layer.add("cache/changed", content=b"changed", attributes=[("user.changed", b"yes")])
    layer.add("data/two", content=b"no longer one")
    return layer.bytes()


def extremes():
    """Two layers of what Docker's readers do not get right: a sparse file, which they cannot save again, times before 1970,
    names that a layer has again, of which the last one holds, and a directory that is removed and made again."""
    below = Layer().directory("./").directory("far").directory("far/again").add("far/again/old", content=b"old")
    below.sparse("far/sparse", 64 << 20, b"in the middle" * 1000)
    below.add("far/old", time="-1.5").add("far/older", time="-86400.000000001")
    below.add("far/twice", content=b"the first").add("far/twice", content=b"the second", mode=0o600)
    below.add("far/other").directory("far/other").link("far/link", "a").link("far/link", "b")
    above = Layer().directory("./").directory("far")
    above.without("far/again").directory("far/again").add("far/again/new", content=b"new")
    return [below.bytes(), above.bytes()]


def layers():
    """The tar archives: everything, then its changes, an empty one, a small one, and the empty one again."""
    nothing = Layer().bytes()
    return [first(), second(), nothing, Layer().directory("last").add("last/file", content=b"last").bytes(), nothing]


def make(directory, family, compressions):
    return layout.make(directory, family, list(zip(layers(), compressions)), Cmd=["/bin/sh"], Labels={"odd": "yes"})


def make_extremes(directory):
    return layout.make(directory, layout.OCI, [(tar, "gzip") for tar in extremes()], Labels={layout.EXTREME: "yes"})


def make_platforms(directory):
    """Images for two platforms as one."""
    directory.mkdir()
    images = {}
    for architecture in ("amd64", "arm64"):
        layer = Layer().directory("./").add("architecture", content=architecture.encode())
        images[architecture] = layout.make(directory / architecture, layout.OCI, [(layer.bytes(), "gzip")], architecture)
    return layout.Index(images)
