import Basics

extension StorageProblem {
    /// The same as a problem in both languages, for whoever shows it.
    package var problem: Problem {
        switch self {
        case .uniqueViolation(let violated): Self.constraint("unique", "该记录已存在", "such a row exists already", violated)
        case .foreignKey(let violated):
            Self.constraint("foreign-key", "被引用的记录不存在,或仍被引用", "what is referred to does not exist, or is still referred to", violated)
        case .check(let violated): Self.constraint("check", "数值不符合数据库的约束", "a value is against a constraint of the database", violated)
        case .notNull(let violated): Self.constraint("not-null", "必填项为空", "a required value is missing", violated)
        case .busy(let reason): Self.made("busy", "数据库忙", "the database is busy", reason, "请稍后重试", "try again")
        case .full(let reason): Self.made("full", "磁盘空间不足", "the disk is full", reason, "请清理磁盘后重试", "make room on the disk and try again")
        case .outcomeUnknown(let reason):
            Self.made(
                "outcome-unknown", "不知道是否已保存", "it is not known whether this was saved", reason, "请按请求编号查询结果后再决定是否重试",
                "look the request up by its key before trying again")
        case .disconnected(let reason):
            Self.made("disconnected", "数据库连接中断", "the connection to the database broke", reason, "未保存任何内容,请重试", "nothing was saved; try again")
        case .damaged(let reason):
            Self.made("damaged", "数据库文件损坏", "the database is damaged", reason, "请停止服务并从备份恢复", "stop the server and restore a backup")
        case .refused(let reason):
            Self.made("refused", "不能使用该数据库", "this database cannot be used", reason, "请按说明调整后重新启动", "change what it says and start again")
        case .mismatch(let column, let reason):
            Self.made(
                "mismatch", "查询结果与程序不符", "an answer is not what the program expects", "\(column): \(reason)", "请报告该错误",
                "report this as a mistake of the program")
        case .misuse(let reason): Self.made("misuse", "程序错误", "the program is wrong", reason, "请报告该错误", "report this as a mistake of the program")
        case .closed: Self.made("closed", "数据库已关闭", "the database is closed", "closed", "请重新启动服务", "start the server again")
        case .failed(let code, let reason): Self.made("failed", "数据库拒绝了请求", "the database refused", "\(code) \(reason)", "请查看日志", "see the log")
        }
    }

    private static func constraint(_ code: String, _ zh: String, _ en: String, _ violated: Violated) -> Problem {
        made(code, "无法保存", "it cannot be saved", "", "请核对后重试", "check what was entered", why: .init(zh: zh, en: "\(en) (\(violated))"))
    }

    private static func made(
        _ code: String, _ zh: String, _ en: String, _ reason: String, _ remedyZh: String, _ remedyEn: String, why: Problem.Text? = nil
    ) -> Problem {
        Problem(
            .init(rawValue: "storage-\(code)"), what: .init(zh: zh, en: en), why: why ?? .init(zh: reason, en: reason),
            remedy: .init(zh: remedyZh, en: remedyEn))
    }
}
