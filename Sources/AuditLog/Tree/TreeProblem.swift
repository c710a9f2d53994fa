import Basics

/// What can be wrong with a tree, an index or a proof.
enum TreeProblem {
    static func range(_ zh: String, _ en: String) -> Problem {
        Problem(
            "audit-tree-range", what: .init(zh: "审计日志里没有这个位置", en: "the audit log has no such place"), why: .init(zh: zh, en: en),
            remedy: .init(zh: "检查序号和日志大小", en: "check the index and the log's size"))
    }

    static func proof(_ zh: String, _ en: String) -> Problem {
        Problem(
            "audit-proof-wrong", what: .init(zh: "证明不成立", en: "the proof does not hold"), why: .init(zh: zh, en: en),
            remedy: .init(zh: "日志可能被改动:保留证据,报告审计机关", en: "the log may have been changed: keep the evidence and tell the auditor"))
    }

    static func missing(_ node: TreeNode) -> Problem {
        Problem(
            "audit-node-missing", what: .init(zh: "读不到审计树的节点", en: "a node of the audit tree cannot be read"),
            why: .init(zh: "缺少第 \(node.level) 层第 \(node.index) 个", en: "level \(node.level), index \(node.index) is missing"),
            remedy: .init(zh: "由日志条目重建节点表,再核对检查点", en: "rebuild the nodes from the entries, then compare with a checkpoint"))
    }
}
