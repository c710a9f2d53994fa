"""A recording of a program's system calls (strace) as a list of calls that change what is on the disk, in the order they ended."""

import dataclasses
import re
import subprocess

TRACED = (
    "openat,pwrite64,pwritev,write,writev,fsync,fdatasync,ftruncate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,"
    "rmdir,fallocate,sync_file_range,mmap,copy_file_range,sendfile"
)
LINE = re.compile(r"^(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)$")
RESULT = re.compile(r"^(.*)\) += (-?\d+|\?)(.*)$")
STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
DESCRIPTOR = re.compile(r"^(-?\d+)(?:<((?:\\x[0-9a-f]{2})*)>)?")


@dataclasses.dataclass(frozen=True)
class Call:
    """What one call did. `kind` is make, write, truncate, sync, rename, link, unlink, folder or say; a say is a line on standard output."""

    kind: str
    path: str
    other: str = ""
    offset: int = -1
    content: bytes = b""


def record(command, trace):
    """Runs a program under strace and gives back its calls."""
    subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "20000000", "-e", f"trace={TRACED}", "-o", str(trace), *map(str, command)],
        check=True, stdout=subprocess.DEVNULL,
    )
    return read(trace)


def read(trace):
    """The calls of a file of strace's. A call that another thread's output interrupted counts when it ended."""
    begun, calls = {}, []
    with open(trace, encoding="ascii") as lines:
        for line in lines:
            found = LINE.match(line)
            if not found:
                continue
            thread, resumed, name, rest = found.groups()
            if resumed:
                rest = begun.pop(thread) + rest.lstrip()
            elif rest.endswith("<unfinished ...>"):
                begun[thread] = rest.removesuffix("<unfinished ...>").rstrip()
                continue
            ended = RESULT.match(rest)
            if ended and not ended.group(2).startswith(("-", "?")):
                calls += effects(resumed or name, ended.group(1), int(ended.group(2)), ended.group(3))
    return calls


def text(hexadecimal):
    return bytes.fromhex(hexadecimal.replace("\\x", ""))


def effects(name, arguments, result, after):
    """What a call that succeeded did to files; nothing for one that only read."""
    strings = [text(each) for each in STRING.findall(arguments)]
    paths = [each.decode(errors="replace") for each in strings]
    descriptor = DESCRIPTOR.match(arguments)
    path = text(descriptor.group(2)).decode(errors="replace") if descriptor and descriptor.group(2) else ""
    if name == "openat":
        opened = text(re.search(r"<((?:\\x[0-9a-f]{2})*)>", after).group(1)).decode(errors="replace")
        made = [Call("make", opened)] if "O_CREAT" in arguments else []
        return made + ([Call("truncate", opened, offset=0)] if "O_TRUNC" in arguments else [])
    if name == "write":
        if descriptor.group(1) == "1":
            return [Call("say", "", content=strings[0])]
        return [Call("write", path, content=strings[0][:result])]
    if name == "pwrite64":
        return [Call("write", path, offset=int(arguments.rsplit(",", 1)[1]), content=strings[0][:result])]
    if name in ("fsync", "fdatasync"):
        return [Call("sync", path)]
    if name == "ftruncate":
        return [Call("truncate", path, offset=int(arguments.rsplit(",", 1)[1]))]
    if name in ("rename", "link"):
        return [Call(name, paths[0], other=paths[1])]
    if name in ("renameat", "renameat2", "linkat"):
        return [Call(name.removesuffix("2").removesuffix("at"), paths[0], other=paths[1])]
    if name in ("unlink", "unlinkat"):
        return [Call("unlink", paths[0])]
    if name in ("mkdir", "mkdirat"):
        return [Call("folder", paths[0])]
    if name == "mmap" and ("MAP_SHARED" not in arguments or "PROT_WRITE" not in arguments or path.endswith("-shm") or not path.startswith("/")):
        return []
    return [Call("unknown", path, other=name)]
