#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "name this processor's audit architecture"
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define REFUSE BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define FORBID(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1), REFUSE

// The filter sees numbers only, never what a pointer leads to: opening is told by its flags, which are a number.
static struct sock_filter rules[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCHITECTURE, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    LOAD(nr),
#if defined(__x86_64__)
    // The x32 numbering would be a way around the list.
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), REFUSE,
    FORBID(__NR_fork), FORBID(__NR_vfork), FORBID(__NR_open), FORBID(__NR_creat), FORBID(__NR_unlink), FORBID(__NR_rename), FORBID(__NR_link),
    FORBID(__NR_symlink), FORBID(__NR_mkdir), FORBID(__NR_chmod), FORBID(__NR_chown),
#endif
    FORBID(__NR_socket), FORBID(__NR_socketpair), FORBID(__NR_connect), FORBID(__NR_bind), FORBID(__NR_listen), FORBID(__NR_accept),
    FORBID(__NR_accept4), FORBID(__NR_sendto), FORBID(__NR_sendmsg), FORBID(__NR_execve), FORBID(__NR_execveat), FORBID(__NR_ptrace),
    FORBID(__NR_process_vm_readv), FORBID(__NR_process_vm_writev), FORBID(__NR_kill), FORBID(__NR_pidfd_send_signal), FORBID(__NR_mount),
    FORBID(__NR_umount2), FORBID(__NR_chroot), FORBID(__NR_setns), FORBID(__NR_unshare), FORBID(__NR_bpf), FORBID(__NR_io_uring_setup),
    FORBID(__NR_keyctl), FORBID(__NR_unlinkat), FORBID(__NR_renameat), FORBID(__NR_renameat2), FORBID(__NR_linkat), FORBID(__NR_symlinkat),
    FORBID(__NR_mkdirat), FORBID(__NR_fchmodat), FORBID(__NR_fchownat), FORBID(__NR_openat2),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_openat, 0, 4),
    LOAD(args[2]),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1), REFUSE,
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    // A new thread shares the memory of this process; without that it would be a new process. clone3 hides its flags: libc then asks clone.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone3, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 4),
    LOAD(args[0]),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x00010000 /* CLONE_THREAD */, 1, 0), REFUSE,
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

int sandbox_forbid(void) {
    struct sock_fprog program = {.len = sizeof rules / sizeof rules[0], .filter = rules};
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return errno;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    long refused = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
    return refused < 0 ? errno : refused > 0 ? EAGAIN : 0;
}

int sandbox_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int sandbox_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int sandbox_close_from(posix_spawn_file_actions_t *actions, int first) { return posix_spawn_file_actions_addclosefrom_np(actions, first); }

static int limit(int resource, uint64_t value) {
    struct rlimit wanted = {.rlim_cur = value, .rlim_max = value};
    return setrlimit(resource, &wanted) == 0 ? 0 : errno;
}

int sandbox_limit(uint64_t data, uint64_t addresses, uint64_t seconds) {
    int refused = limit(RLIMIT_CORE, 0);
    if (!refused) refused = limit(RLIMIT_FSIZE, 0);
    if (!refused && data) refused = limit(RLIMIT_DATA, data);
    if (!refused && addresses) refused = limit(RLIMIT_AS, addresses);
    if (!refused && seconds) {
        // The signal that names the reason comes first, the one that cannot be caught a little later.
        struct rlimit wanted = {.rlim_cur = seconds, .rlim_max = seconds + 2};
        if (setrlimit(RLIMIT_CPU, &wanted) != 0) refused = errno;
    }
    return refused;
}
