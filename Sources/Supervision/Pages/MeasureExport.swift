import Actions
import Basics
import Clues
import Web

/// The list of measures as a file: places, rules, amounts and posts, and nobody's name. Made a part at a time while it is sent.
struct MeasureExport: Sendable {
    /// Rows a part holds.
    static let part = 1_000
    let filter: MeasureFilter
    let visit: Visit

    static let inputs = AccountabilityPage.inputs + [RouteInput("format", summary: "input.measure.format", schema: .text(choices: ["csv", "xlsx"]))]

    /// One value of a row.
    enum Cell: Sendable, Hashable {
        case text(String)
        case number(Int64)
        case money(Int64)
        case date(CalendarDate)
        case nothing

        /// As it stands in a text file.
        var plain: String {
            switch self {
            case .text(let text): text
            case .number(let number): String(number)
            case .money(let fen): Money(fen: fen).description
            case .date(let day): day.description
            case .nothing: ""
            }
        }
    }

    /// The file in the format asked for; text when none is named.
    static func file(_ visit: Visit) -> FileAnswer {
        let filter = AccountabilityPage.filter(visit)
        return visit.query("format") == "xlsx" ? MeasureWorkbook(filter: filter, visit: visit).file : MeasureExport(filter: filter, visit: visit).file
    }

    var file: FileAnswer {
        FileAnswer(name: "accountability-\(visit.now.chinaDate).csv", mediaType: "text/csv; charset=utf-8") {
            let parts = Parts(filter: filter, visit: visit)
            return { try await parts.next() }
        }
    }

    /// Where the file is.
    private actor Parts {
        let filter: MeasureFilter
        let visit: Visit
        private var after: Int64?
        private var hasBegun = false
        private var hasEnded = false

        init(filter: MeasureFilter, visit: Visit) { (self.filter, self.visit) = (filter, visit) }

        func next() async throws -> [UInt8]? {
            guard !hasEnded else { return nil }
            let words = SupervisionWords(visit)
            let found = try await visit.ask(ListMeasures(filter: filter, after: after, limit: MeasureExport.part))
            after = found.next
            hasEnded = found.next == nil
            var text = hasBegun ? "" : CSVText.mark + CSVText.line(MeasureExport.header(words))
            hasBegun = true
            for line in found.lines { text += CSVText.line(MeasureExport.cells(line, found, words).map(\.plain)) }
            return Array(text.utf8)
        }
    }

    static func header(_ words: SupervisionWords) -> [String] {
        [
            "measure.number", "measure.clue", "clues.rule", "measure.region", "clues.place", "measure.kind", "measure.state", "measure.deadline",
            "measure.due",
            "measure.paid", "measure.outstanding", "measure.authority", "measure.letter", "measure.way", "measure.post", "measure.people",
            "measure.began", "measure.ended",
        ].map { words($0) }
    }

    static func cells(_ line: ListMeasures.Line, _ found: ListMeasures.Answer, _ words: SupervisionWords) -> [Cell] {
        let measure = line.measure
        func yuan(_ fen: Int64) -> Cell { measure.kind == .recovery ? .money(fen) : .nothing }
        func text(_ text: String?) -> Cell { text.map { .text($0) } ?? .nothing }
        return [
            .number(measure.id), .number(measure.clue), .text(words.isChinese ? line.rule.titleZh : line.rule.titleEn), .text(measure.region.digits),
            text(found.places[measure.region]), .text(words.kind(measure.kind)), .text(words.state(measure.life.state)), .date(measure.deadline),
            yuan(measure.life.due), yuan(measure.life.paid), yuan(measure.life.outstanding), text(measure.authority), text(measure.letter),
            text(measure.way.map { words("measure.way.\($0.rawValue)") }), text(measure.post),
            measure.people > 0 ? .number(measure.people) : .nothing,
            .date(measure.began.chinaDate), measure.ended.map { .date($0.chinaDate) } ?? .nothing,
        ]
    }
}
