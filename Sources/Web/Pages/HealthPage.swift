import Actions
import Storage

/// Whether the installation is well, for machines that watch it and for whoever administers it. Everybody may ask; the reasons are the
/// administrator's, because they name places on the disk.
struct HealthPage: PageModel {
    struct Check: Codable, Sendable, Hashable {
        /// `database`, `archive`, `jobs`.
        var name: String
        var title: String
        /// `good`, `bad`, or `none` where there is nothing to check.
        var state: String
        var stateText: String
        var mark: String
        var detail: String?
    }

    static let template = "health"
    var title: String
    /// `good` or `degraded`; an installation that cannot answer says 503 instead.
    var status: String
    var checks: [Check]

    static let specimen = HealthPage(
        title: "有一项不正常", status: "degraded",
        checks: [
            Check(name: "database", title: "数据库", state: "good", stateText: "正常", mark: "st-good", detail: nil),
            Check(name: "archive", title: "日志归档", state: "bad", stateText: "失败", mark: "st-bad", detail: "磁盘已满"),
        ])
}

extension HealthPage {
    init(_ health: SystemHealth, mayRead: Bool, text: (String, [String: String]) -> String) {
        func check(_ name: String, _ state: String, _ detail: String? = nil) -> Check {
            Check(
                name: name, title: text("health.\(name)", [:]), state: state, stateText: text("health.state.\(state)", [:]),
                mark: ["good": "st-good", "bad": "st-bad"][state] ?? "st-off", detail: mayRead ? detail : nil)
        }
        let archive =
            switch health.archiving {
            case .none: check("archive", "none", text("health.archive.none", [:]))
            case .working: check("archive", "good")
            case .failing(let reason): check("archive", "bad", text("health.archive.failing", ["reason": reason]))
            }
        let jobs =
            health.jobsAside == 0
            ? check("jobs", "good") : check("jobs", "bad", text("health.jobs.aside", ["jobs": Figures.count(health.jobsAside)]))
        checks = [check("database", "good"), archive, jobs]
        status = checks.contains { $0.state == "bad" } ? "degraded" : "good"
        title = text("health.title.\(status)", [:])
    }
}
