import Actions
import Basics
import Datasets
import Web

/// What every department has handed over, how fresh it is, and what is overdue.
struct DepartmentsPage: PageModel {
    static let template = "departments"

    struct Source: Codable, Sendable, Hashable {
        var name: String
        var title: String
        var link: String
        var frequency: String
        /// Of what time the last data in use tells; 不知道 when nothing was ever delivered.
        var lastData: String
        var isKnown: Bool
        var delivered: String
        /// Nil for one that cannot be opened from here.
        var deliveryLink: String?
        /// For whom it was handed over, if for all of the province or the city and not for this region.
        var above: String?
        /// Of one from above, the rows of this region.
        var rows: Int64?
        var rowsText: String
        var rejectRate: String
        var coverage: String
        var state: String
        var mark: String
        var overdueDays: Int?
        var waiting: Int64
        var waitingText: String?
    }

    struct Department: Codable, Sendable, Hashable {
        var name: String
        var title: String
        /// How its kinds of data stand, as counts.
        var total: Int
        var inTime: Int
        var late: Int
        var unknown: Int
        /// Sent for the first time and not decided yet.
        var first: Int
        var lateText: String?
        /// The time its newest data tells of.
        var newest: String
        var waitingText: String?
        var isOpen: Bool
        var sources: [Source]
    }

    var title: String
    var summary: String
    var overdue: Int
    var waiting: Int64
    var known: Int
    var total: Int
    var departments: [Department]
    var canSubmit: Bool

    static let specimen = DepartmentsPage(
        title: "医保数据迟 6 天", summary: "56 类数据", overdue: 1, waiting: 2, known: 1, total: 2,
        departments: [
            Department(
                name: "medical-insurance", title: "医疗保障局", total: 2, inTime: 1, late: 1, unknown: 0, first: 1, lateText: "迟 6 天",
                newest: "2025-09-30",
                waitingText: "1 份待采用", isOpen: true,
                sources: [
                    Source(
                        name: "medical_settlement", title: "医疗费用结算", link: "/departments/medical-insurance/medical-settlement", frequency: "每月",
                        lastData: "2025-09-30", isKnown: true, delivered: "2025-10-20", deliveryLink: "/deliveries/12", above: "全省一份，行数只计本地",
                        rows: 48_377,
                        rowsText: "48,377",
                        rejectRate: "0.96%", coverage: "14 / 14", state: "迟 6 天", mark: "st-bad", overdueDays: 6, waiting: 1, waitingText: "1")
                ])
        ], canSubmit: true)
}

extension DepartmentsPage {
    init(_ standings: [SourceStanding], townships: Int64?, only department: String?, canSubmit: Bool, _ words: Words) {
        let shown = standings.filter { department == nil || $0.schema.department == department }
        let late = shown.filter { ($0.overdue ?? 0) > 0 }
        overdue = late.count
        waiting = shown.reduce(0) { $0 + $1.waiting }
        known = shown.filter { $0.last != nil }.count
        total = shown.count
        let lateDepartments = Set(late.map(\.schema.department)).count
        let values = ["overdue": String(overdue), "departments": String(lateDepartments), "waiting": words.count(waiting)]
        title = words(overdue > 0 ? "departments.title.late" : waiting > 0 ? "departments.title.waiting" : "departments.title.fresh", values)
        let first = shown.count { $0.last == nil && $0.waiting > 0 }
        summary = words(
            first > 0 ? "departments.summary.first" : "departments.summary",
            [
                "total": String(total), "known": String(known), "first": String(first), "unknown": String(total - known - first),
            ])
        var order: [String] = []
        var groups: [String: [SourceStanding]] = [:]
        for standing in shown {
            if groups[standing.schema.department] == nil { order.append(standing.schema.department) }
            groups[standing.schema.department, default: []].append(standing)
        }
        departments = order.map { name in
            return Department(name, groups[name] ?? [], townships: townships, isOpen: order.count <= 2, words)
        }
        self.canSubmit = canSubmit
    }
}

extension DepartmentsPage.Department {
    init(_ name: String, _ standings: [SourceStanding], townships: Int64?, isOpen: Bool, _ words: Words) {
        self.name = name
        title = standings.first.map { words.title($0.schema.publisher) } ?? name
        let standing = DepartmentStanding(name, standings)
        (total, inTime, late, unknown, first) = (standing.kinds, standing.inTime, standing.late, standing.unknown, standing.first)
        lateText = standing.lateDays.map { words("departments.late", ["late": String(standing.late), "days": String($0)]) }
        newest = standing.newest?.description ?? words("departments.unknown")
        let waiting = standings.reduce(0) { $0 + $1.waiting }
        waitingText = waiting > 0 ? words("departments.waits", ["waiting": words.count(waiting)]) : nil
        self.isOpen = isOpen
        sources = standings.map { .init($0, townships: townships, words) }
    }
}

extension DepartmentsPage.Source {
    init(_ standing: SourceStanding, townships: Int64?, _ words: Words) {
        let schema = standing.schema
        name = schema.name
        title = words.title(schema.title)
        link = "/departments/" + schema.folder
        frequency = words("frequency.\(schema.frequency)")
        isKnown = standing.last != nil
        let last = standing.last
        lastData =
            last.map { ($0.period == "once" ? $0.lastDay : $0.periodLast)?.description ?? $0.received.chinaDate.description }
            ?? words("departments.unknown")
        delivered = last?.received.chinaDate.description ?? "—"
        deliveryLink = last.flatMap { $0.above == nil ? "/deliveries/\($0.id)" : nil }
        above = last?.above.map { words.above($0) }
        rows = last?.rows
        rowsText = words.count(last?.rows)
        rejectRate =
            last.flatMap { last in
                last.rejected.flatMap { rejected in last.rows.map { words.percent(DeliveryChecks.share(Int(rejected), of: Int($0))) } }
            } ?? "—"
        coverage =
            last.map { last in
                if last.places == 0 { return last.rows == 0 ? words("departments.nothing") : "—" }
                return townships.map { "\(last.places) / \($0)" } ?? words.count(last.places)
            } ?? "—"
        waiting = standing.waiting
        waitingText = standing.waiting > 0 ? words("departments.waits", ["waiting": words.count(standing.waiting)]) : nil
        overdueDays = standing.overdue.map(Int.init)
        if !isKnown, standing.waiting > 0 {
            // It came, and nobody has decided about it: neither late nor never sent.
            (state, mark) = (words("departments.first"), "st-work")
        } else if let days = overdueDays, isKnown {
            (state, mark) = (
                words("departments.overdue", ["days": String(days), "period": standing.due.map { words.period($0.text) } ?? ""]), "st-bad"
            )
        } else if overdueDays != nil {
            (state, mark) = (words("departments.never"), "st-off")
        } else if isKnown {
            (state, mark) = (words("departments.ontime"), "st-good")
        } else {
            (state, mark) = (words("departments.never"), "st-off")
        }
    }
}
