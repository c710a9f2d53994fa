#ifndef YOUSHU_CSANDBOX_H
#define YOUSHU_CSANDBOX_H

#include <spawn.h>
#include <stdint.h>

/// Gives up, for good and for every thread of this process, what a reader of untrusted files never needs: sockets, starting programs,
/// new processes, tracing, signals to others, opening files for writing and changing names on disks. Refused calls fail with EPERM.
/// Returns 0, or the errno of the call that failed.
int sandbox_forbid(void);

/// An anonymous file in memory that other programs do not inherit unless it is handed over. Returns its descriptor or -1 (errno).
int sandbox_memory_file(const char *name);

/// Limits of this process, 0 for "leave as it is": bytes of data, bytes of addresses, seconds of processor time. Core dumps are switched off and
/// no file may be grown. Returns 0 or errno.
int sandbox_limit(uint64_t data, uint64_t addresses, uint64_t seconds);

/// A pipe whose ends other programs do not inherit: `ends[0]` to read, `ends[1]` to write. Returns 0 or -1 (errno).
int sandbox_pipe(int ends[2]);

/// Has a program that is spawned close everything from a descriptor on. Returns 0 or the errno.
int sandbox_close_from(posix_spawn_file_actions_t *actions, int first);

#endif
