"""A disk that may forget: what was written and not synced is there, or partly, or not at all, when the power comes back."""

import os

SECTOR = 512


class File:
    """A file's content as the program sees it, what of it is surely on the disk, and the writes between the two."""

    def __init__(self):
        self.seen = bytearray()
        self.kept = b""
        self.waiting = []
        self.end = 0

    def write(self, offset, content):
        if offset < 0:
            offset, self.end = self.end, self.end + len(content)
        self.waiting.append((offset, content))
        apply(self.seen, offset, content)

    def truncate(self, length):
        self.waiting.append((length, None))
        apply(self.seen, length, None)

    def sync(self):
        self.kept = bytes(self.seen)
        self.waiting = []

    def after_loss(self, kind, chance):
        """The content when the power is back: of the waiting writes none, all, or the 512-byte sectors that a coin chose."""
        if kind == "all" or not self.waiting:
            return bytes(self.seen)
        if kind == "none":
            return self.kept
        content = bytearray(self.kept)
        for offset, written in self.waiting:
            if written is None:
                if chance.random() < 0.5:
                    apply(content, offset, None)
                continue
            for start in range(0, len(written), SECTOR):
                if chance.random() < 0.5:
                    apply(content, offset + start, written[start:start + SECTOR])
        return bytes(content)


def apply(content, offset, written):
    """Writes into a content, with zeroes up to there if it was shorter; None cuts it off at the offset, or makes it so long."""
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    if written is None:
        del content[offset:]
    else:
        content[offset:offset + len(written)] = written


class Disk:
    """The files of one folder. A name, too, is there for certain only when its folder was synced."""

    def __init__(self, root):
        self.root = root.rstrip("/") + "/"
        self.seen = {}
        self.kept = {}
        self.waiting = []

    def do(self, call):
        """Lets one recorded call happen; False if it changed nothing of ours."""
        if call.kind == "say" or not (call.path + "/").startswith(self.root):
            return False
        if call.kind == "unknown":
            raise ValueError(f"the simulated disk does not know what {call.other} does to {call.path}")
        if call.kind == "make":
            if call.path in self.seen:
                return False
            self.name(call.path, File())
        elif call.kind == "sync":
            self.sync(call.path)
        elif call.kind in ("rename", "link"):
            file = self.seen[call.path]
            self.name(call.other, file)
            if call.kind == "rename":
                self.name(call.path, None)
        elif call.kind == "unlink":
            self.name(call.path, None)
        elif call.kind in ("write", "truncate") and call.path in self.seen:
            file = self.seen[call.path]
            file.write(call.offset, call.content) if call.kind == "write" else file.truncate(call.offset)
        return True

    def name(self, path, file):
        """Gives a file a name, or takes the name away."""
        self.waiting.append((path, file))
        rename(self.seen, path, file)

    def sync(self, path):
        file = self.seen.get(path)
        if file:
            file.sync()
            return
        folder = os.path.normpath(path)
        mine = [each for each in self.waiting if os.path.dirname(each[0]) == folder]
        self.waiting = [each for each in self.waiting if os.path.dirname(each[0]) != folder]
        for name, file in mine:
            rename(self.kept, name, file)

    def after_loss(self, kind, chance):
        """Every file by its name below the root, as the next start finds them. What a name leads to shared memory is never found again."""
        names = dict(self.seen if kind == "all" else self.kept)
        if kind == "half":
            for name, file in self.waiting:
                if chance.random() < 0.5:
                    rename(names, name, file)
        found = {}
        for path, file in names.items():
            if not path.endswith("-shm"):
                found[path.removeprefix(self.root)] = file.after_loss(kind, chance)
        return found


def rename(names, path, file):
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file
