"""The files a check looks at: the repository's, or a few made up for a check's own proof."""
import functools
import pathlib
import subprocess


class Tree:
    def __init__(self, paths, read):
        self.paths = sorted(paths)
        self._read = functools.cache(read)

    @classmethod
    def of_git(cls, root):
        """What git tracks, and what it would track if one added everything: a mistake shows before it is committed."""
        listed = subprocess.check_output(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        paths = {path.decode() for path in listed.split(b"\0") if path}
        return cls([path for path in paths if (root / path).is_file()], lambda path: (root / path).read_bytes())

    @classmethod
    def made(cls, files):
        return cls(files, lambda path: files[path] if isinstance(files[path], bytes) else files[path].encode())

    def bytes(self, path):
        return self._read(path)

    def text(self, path):
        return self._read(path).decode("utf-8", "replace")

    def texts(self, *suffixes):
        """Path and text of every file that is text (no zero byte), optionally only those with one of the suffixes."""
        for path in self.paths:
            if (not suffixes or path.endswith(suffixes)) and b"\0" not in self._read(path):
                yield path, self.text(path)

    def swift(self, *folders):
        """Path and text of every Swift file below one of the folders."""
        for path, text in self.texts(".swift"):
            if path.startswith(folders):
                yield path, text


class Check:
    """A check's name, its function (tree to findings: path, line, words), and the examples that prove it."""

    def __init__(self, name, run, objects_to, lets_pass=()):
        self.name, self.run, self.objects_to, self.lets_pass = name, run, objects_to, lets_pass


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def folder(path):
    return str(pathlib.PurePosixPath(path).parent)
