import Basics
import Glibc

/// What can be wrong with keys, notes, checkpoints and the files that hold them.
enum NoteProblem {
    static func key(_ zh: String, _ en: String, at place: String? = nil) -> Problem {
        Problem(
            "audit-key-wrong", what: .init(zh: "密钥无法使用", en: "the key cannot be used"), why: .init(zh: zh, en: en),
            remedy: .init(zh: "核对密钥文件或公钥字符串", en: "check the key file or the verifier key"), at: place)
    }

    static func note(_ zh: String, _ en: String, at place: String? = nil) -> Problem {
        Problem(
            "audit-checkpoint-wrong", what: .init(zh: "检查点无效", en: "the checkpoint is not valid"), why: .init(zh: zh, en: en),
            remedy: .init(zh: "保留原件,与他处留存的检查点核对", en: "keep it as it is and compare with checkpoints kept elsewhere"), at: place)
    }

    static func refusedToSign(_ zh: String, _ en: String, at place: String) -> Problem {
        Problem(
            "audit-checkpoint-refused", what: .init(zh: "拒绝签发检查点", en: "the checkpoint is not signed"), why: .init(zh: zh, en: en),
            remedy: .init(
                zh: "日志可能被改动或恢复到了旧状态:停止写入并报告审计机关",
                en: "the log may have been changed or put back to an older state: stop writing and tell the auditor"), at: place)
    }

    /// A system call failed; to be made at once, while `errno` is its own.
    static func file(_ path: String) -> Problem {
        let reason = String(cString: strerror(errno))
        return Problem(
            "audit-file-failed", what: .init(zh: "无法读写文件", en: "the file cannot be read or written"), why: .init(zh: reason, en: reason),
            remedy: .init(zh: "检查目录、权限和磁盘空间", en: "check the folder, its rights and the space on the disk"), at: path)
    }
}
