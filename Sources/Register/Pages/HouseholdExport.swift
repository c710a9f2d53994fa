import Actions
import Basics
import Web

/// The list as a CSV file: made a part at a time while it is sent, so that a province needs no more memory than a village.
struct HouseholdExport: Sendable {
    /// Rows a part holds.
    static let part = 1_000
    let filter: HouseholdFilter
    let asOf: AsOf?
    let visit: Visit

    var file: FileAnswer {
        FileAnswer(name: "households-\(asOf?.day ?? visit.now.chinaDate).csv", mediaType: "text/csv; charset=utf-8") {
            let parts = Parts(filter: filter, asOf: asOf, visit: visit)
            return { try await parts.next() }
        }
    }

    /// Where the file is.
    private actor Parts {
        let filter: HouseholdFilter
        let asOf: AsOf?
        let visit: Visit
        private var after: ListHouseholds.Place?
        private var hasBegun = false
        private var hasEnded = false

        init(filter: HouseholdFilter, asOf: AsOf?, visit: Visit) { (self.filter, self.asOf, self.visit) = (filter, asOf, visit) }

        func next() async throws -> [UInt8]? {
            guard !hasEnded else { return nil }
            let words = Words(visit)
            let part = ListHouseholds(filter: filter, after: after, limit: HouseholdExport.part, counts: false, asOf: asOf)
            let answer = try await visit.ask(part)
            after = answer.next
            hasEnded = answer.next == nil
            var text = hasBegun ? "" : CSVText.mark + CSVText.line(HouseholdExport.header(words))
            hasBegun = true
            for row in answer.rows { text += CSVText.line(HouseholdExport.cells(row, words)) }
            return Array(text.utf8)
        }
    }

    static func header(_ words: Words) -> [String] {
        [
            "list.number", "list.head", "list.village", "field.address", "list.people", "list.status", "field.attribute", "list.cause",
            "list.monitored", "household.risks", "list.income",
        ].map { words.text($0) }
    }

    static func cells(_ row: ListHouseholds.Row, _ words: Words) -> [String] {
        [
            String(row.number), row.head ?? "", row.village, row.address ?? "", String(row.people), words.code("status", row.status) ?? "",
            words.code("attribute", row.attribute) ?? "", words.code("cause", row.cause) ?? "", words.code("monitored", row.monitored) ?? "",
            row.riskRemoved ? words.text("risk.removed") : words.codes("risk", row.risks) ?? "", row.netPerHead?.description ?? "",
        ]
    }
}
