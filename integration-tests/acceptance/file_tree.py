"""What a directory holds, in a form that two can be compared in: everything that a layer can carry."""

import dataclasses
import hashlib
import os
import stat

# Not of the image: what a kernel's overlay keeps for itself.
_KERNELS_OWN = ("trusted.overlay.", "user.overlay.")


@dataclasses.dataclass(frozen=True)
class Node:
    """One file of any kind. `content` is the digest of a file's bytes or a symbolic link's target; `names` are all names of
    the file, its own among them; `modified` is in nanoseconds; `device` has both numbers."""

    kind: int
    mode: int
    owner: tuple
    modified: int
    content: str
    device: tuple
    attributes: tuple
    names: tuple


def read(root):
    """Maps the path of each file below `root`, and of `root` itself, to its Node. Paths are bytes."""
    root = os.fsencode(root)
    found = {b".": os.lstat(root)}
    for directory, directories, files in os.walk(root):
        for name in directories + files:
            path = os.path.join(directory, name)
            found[os.path.relpath(path, root)] = os.lstat(path)
    names = {}
    for path, status in sorted(found.items()):
        if not stat.S_ISDIR(status.st_mode):
            names.setdefault((status.st_dev, status.st_ino), []).append(path)
    return {
        path: _node(os.path.join(root, path), status, tuple(names.get((status.st_dev, status.st_ino), [path])))
        for path, status in found.items()
    }


def differences(found, wanted):
    """A line for each file that is not the same, by path."""
    for path in sorted(found.keys() | wanted.keys()):
        if path not in found or path not in wanted:
            yield f"{os.fsdecode(path)!r} is {'missing' if path in wanted else 'too much'}"
        elif found[path] != wanted[path]:
            pairs = zip(dataclasses.astuple(found[path]), dataclasses.astuple(wanted[path]), dataclasses.fields(Node))
            yield f"{os.fsdecode(path)!r}: " + ", ".join(
                f"{field.name} {one!r}, want {other!r}" for one, other, field in pairs if one != other)


def _node(path, status, names):
    special = stat.S_ISCHR(status.st_mode) or stat.S_ISBLK(status.st_mode)
    return Node(
        kind=stat.S_IFMT(status.st_mode),
        mode=stat.S_IMODE(status.st_mode),
        owner=(status.st_uid, status.st_gid),
        modified=status.st_mtime_ns,
        content=_content(path, status),
        device=(os.major(status.st_rdev), os.minor(status.st_rdev)) if special else (),
        attributes=tuple(
            (name, os.getxattr(path, name, follow_symlinks=False))
            for name in sorted(os.listxattr(path, follow_symlinks=False)) if not name.startswith(_KERNELS_OWN)),
        names=names,
    )


def _content(path, status):
    if stat.S_ISLNK(status.st_mode):
        return hashlib.sha256(os.readlink(path)).hexdigest()
    if not stat.S_ISREG(status.st_mode):
        return ""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
