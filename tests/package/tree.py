# SPDX-License-Identifier: Apache-2.0
"""What files a folder holds, to see what came and what stayed."""
import hashlib
import os
import stat

# What apt, dpkg and ldconfig remember and log.
KEPT_BY_OTHERS = ("/var/lib/apt/", "/var/cache/apt/", "/var/cache/debconf/", "/var/cache/ldconfig/", "/var/lib/dpkg/",
                  "/var/log/", "/etc/ld.so.cache", "/tmp/")


def entry(path):
    """Kind, mode, owner and content; of a folder, not what is in it."""
    status = os.lstat(path)
    kind = (oct(status.st_mode), status.st_uid, status.st_gid)
    if stat.S_ISLNK(status.st_mode):
        return (*kind, os.readlink(path))
    if stat.S_ISREG(status.st_mode):
        with open(path, "rb") as file:
            return (*kind, hashlib.sha256(file.read()).hexdigest())
    return kind


def tree(root):
    """Path → entry."""
    found = {}
    for folder, folders, files in os.walk(root):
        for name in folders + files:
            path = os.path.join(folder, name)
            inside = "/" + os.path.relpath(path, root)
            if not inside.startswith(KEPT_BY_OTHERS):
                found[inside] = entry(path)
    return found


def difference(before, after):
    """Path → what was there and what is; nothing of what is the same."""
    pairs = {path: (before.get(path), after.get(path)) for path in before.keys() | after.keys()}
    return {path: pair for path, pair in pairs.items() if pair[0] != pair[1]}
