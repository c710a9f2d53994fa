import Actions
import Basics
import Datasets
import Web

/// Where a file is handed over.
struct SubmitPage: PageModel {
    static let template = "submit"

    struct Choice: Codable, Sendable, Hashable {
        var value: String
        var label: String
        var isChosen: Bool
    }

    struct Group: Codable, Sendable, Hashable {
        var title: String
        var sources: [Choice]
    }

    var problems: [FormProblem]
    var groups: [Group]
    var period: String
    var periodHint: String
    var region: String
    var regionName: String
    var limit: String
    var client: String

    static let specimen = SubmitPage(
        problems: [], groups: [Group(title: "医疗保障局", sources: [Choice(value: "medical_settlement", label: "医疗费用结算", isChosen: true)])],
        period: "2025-09", periodHint: "每月：写成 2025-09", region: "990101000000", regionName: "石桥县", limit: "1.0 GB",
        client: "00000000-0000-4000-8000-000000000000")
}

extension SubmitPage {
    init(
        _ schemas: [SourceSchema], chosen: SourceSchema?, scope: Scope, today: CalendarDate, regionName: String,
        limit: Int,
        client: String, problems: [FormProblem], _ words: Words
    ) {
        let own = schemas.filter { $0.role == .department && scope.covers(department: $0.department, dataset: $0.folder) }
        var order: [String] = []
        for schema in own where !order.contains(schema.department) { order.append(schema.department) }
        groups = order.map { name in
            let sources = own.filter { $0.department == name }
            return Group(
                title: sources.first.map { words.title($0.publisher) } ?? name,
                sources: sources.map { Choice(value: $0.name, label: words.title($0.title), isChosen: $0.name == chosen?.name) })
        }
        let frequency = chosen.flatMap { DeliveryFrequency(rawValue: $0.frequency) } ?? .monthly
        period = frequency == .once ? "once" : (frequency.due(by: today)?.text ?? "")
        periodHint = words("submit.period.hint")
        (self.region, self.regionName, self.limit) = (scope.region.digits, regionName, words.size(Int64(limit)))
        (self.client, self.problems) = (client, problems)
    }
}
