import Actions
import Basics
import Datasets
import Web

/// One source: what it must look like and every delivery of it.
struct SourcePage: ListModel {
    static let template = "source"

    struct Line: Codable, Sendable, Hashable {
        var id: Int64
        /// Nil for one that cannot be opened from here.
        var link: String?
        /// For whom it was handed over, if for all of the province or the city and not for this region.
        var above: String?
        var period: String
        var version: String
        var name: String
        var received: String
        var rows: String
        var rejected: String
        var state: String
        var mark: String
    }

    struct Column: Codable, Sendable, Hashable {
        var name: String
        var title: String
        var headers: String
        var kind: String
        var isRequired: Bool
    }

    var name: String
    var title: String
    var department: String
    var departmentLink: String
    var summary: String
    var deliveries: [Line]
    var columns: [Column]
    var submitLink: String?
    var next: String?
    var nextLink: String?

    static let specimen = SourcePage(
        name: "medical_settlement", title: "医疗费用结算", department: "医疗保障局", departmentLink: "/departments", summary: "每月",
        deliveries: [
            Line(
                id: 12, link: "/deliveries/12", above: nil, period: "2025 年 9 月", version: "2", name: "医保结算.csv", received: "2025-10-20",
                rows: "48,377",
                rejected: "465", state: "待采用", mark: "st-warn")
        ], columns: [Column(name: "id_number", title: "身份证号", headers: "身份证号", kind: "证件号", isRequired: true)],
        submitLink: "/deliveries/new?source=medical_settlement", next: "12", nextLink: "/departments/x/y?after=12")

    init(
        name: String, title: String, department: String, departmentLink: String, summary: String, deliveries: [Line], columns: [Column],
        submitLink: String?, next: String?, nextLink: String?
    ) {
        (self.name, self.title, self.department, self.departmentLink) = (name, title, department, departmentLink)
        (self.summary, self.deliveries, self.columns) = (summary, deliveries, columns)
        (self.submitLink, self.next, self.nextLink) = (submitLink, next, nextLink)
    }

    init(_ schema: SourceSchema, _ lines: [DeliveryLine], limit: Int, canSubmit: Bool, _ words: Words) {
        let shown = lines.prefix(limit)
        let next = lines.count > limit ? shown.last.map { String($0.id) } : nil
        let path = "/departments/" + schema.folder
        self.init(
            name: schema.name, title: words.title(schema.title), department: words.title(schema.publisher),
            departmentLink: "/departments?department=\(Percent.encoded(schema.department))",
            summary: words("source.summary", ["frequency": words("frequency.\(schema.frequency)"), "basis": words.title(schema.legalBasis)]),
            deliveries: shown.map { line in
                Line(
                    id: line.id, link: line.isFromAbove ? nil : "/deliveries/\(line.id)",
                    above: line.isFromAbove ? words.above(line.region.level) : nil, period: words.period(line.period),
                    version: words(line.kind == .supplement ? "source.supplement" : "source.version", ["n": String(line.version)]), name: line.name,
                    received: line.received.chinaText, rows: words.count(line.rows), rejected: words.count(line.rejected),
                    state: words.state(line.state),
                    mark: line.state.mark)
            },
            columns: schema.columns.filter { $0.kind != .ignored }.map { column in
                Column(
                    name: column.name, title: words.title(column.title), headers: column.headers.prefix(4).joined(separator: " / "),
                    kind: words("type.\(column.kind.rawValue)"), isRequired: column.required)
            },
            submitLink: canSubmit ? "/deliveries/new?source=\(schema.name)" : nil, next: next, nextLink: next.map { path + "?after=\($0)" })
    }
}

/// The rejected rows of a delivery one by one, masked.
struct RejectsPage: ListModel {
    static let template = "rejects"

    struct Line: Codable, Sendable, Hashable {
        var line: Int64
        var lineText: String
        var column: String
        var reason: String
        var shown: String
        var todo: String
        var isMended: Bool
    }

    var delivery: Int64
    var deliveryLink: String
    var deliveryTitle: String
    var title: String
    var total: Int64
    var note: String?
    var reason: String?
    var allLink: String?
    var lines: [Line]
    var next: String?
    var nextLink: String?

    static let specimen = RejectsPage(
        delivery: 12, deliveryLink: "/deliveries/12", deliveryTitle: "医保结算 2025 年 9 月", title: "不是日期：465 行", total: 465, note: nil,
        reason: "not-a-date", allLink: "/deliveries/12/rejects",
        lines: [Line(line: 22_418, lineText: "22,418", column: "结算日期", reason: "不是日期", shown: "2052-13-01", todo: "写成 2025-06-30", isMended: true)],
        next: "22418", nextLink: "/deliveries/12/rejects?after=22418")
}

extension RejectsPage {
    init(_ found: RejectsOfDelivery.Found, schema: SourceSchema?, reason: String?, column: String?, limit: Int, _ words: Words) {
        let titles = Dictionary((schema?.columns ?? []).map { ($0.name, words.title($0.title)) }, uniquingKeysWith: { first, _ in first })
        let shown = found.lines.prefix(limit)
        let here = "/deliveries/\(found.head.id)/rejects"
        let query = [reason.map { "reason=\(Percent.encoded($0))" }, column.map { "column=\(Percent.encoded($0))" }].compactMap { $0 }
        delivery = found.head.id
        deliveryLink = "/deliveries/\(found.head.id)"
        deliveryTitle = (schema.map { words.title($0.title) } ?? found.head.source) + " " + words.period(found.head.period)
        let what = reason.map { RejectReason.known.contains($0) ? words("reject.\($0)") : $0 } ?? words("rejects.all")
        title = words("rejects.title", ["what": what, "rows": words.count(found.total)])
        total = found.total
        note = found.kept < found.total ? words("rejects.kept", ["kept": words.count(found.kept)]) : nil
        self.reason = reason
        allLink = reason == nil ? nil : here
        lines = shown.map { line in
            Line(
                line: line.line, lineText: words.count(line.line), column: titles[line.column] ?? words("reject.whole-row"),
                reason: words("reject.\(line.reason)"),
                shown: RejectText.of(line.reason, line: line.line, shown: line.shown, detail: line.detail, words),
                todo: words("reject.\(line.reason).todo"), isMended: line.isMended)
        }
        next = found.lines.count > limit ? shown.last.map { String($0.line) } : nil
        nextLink = next.map { here + "?" + (query + ["after=\($0)"]).joined(separator: "&") }
    }
}
