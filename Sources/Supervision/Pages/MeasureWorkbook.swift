import Actions
import Basics
import Storage
import Tabular
import Web

/// The list of measures as a workbook: written page by page to a file without a name, and sent from there in pieces. It holds nobody's name, so that it may
/// lie among temporary files for the moment it is being written.
struct MeasureWorkbook: Sendable {
    let filter: MeasureFilter
    let visit: Visit

    var file: FileAnswer {
        FileAnswer(name: "accountability-\(visit.now.chinaDate).xlsx", mediaType: FileAnswer.workbook) { path in try await write(to: path) }
    }

    private func write(to path: String) async throws {
        let words = SupervisionWords(visit)
        let sheet = try Sheet(path, words)
        var after: Int64?
        repeat {
            let found = try await visit.ask(ListMeasures(filter: filter, after: after, limit: MeasureExport.part))
            try await sheet.add(found, words)
            after = found.next
        } while after != nil
        try await sheet.close()
    }

    /// The sheet while it is written.
    private actor Sheet {
        private let writer: WorkbookWriter

        init(_ path: String, _ words: SupervisionWords) throws {
            writer = try WorkbookWriter(path: path)
            try writer.beginSheet(words("nav.accountability"), columns: MeasureExport.header(words).map { .init($0, width: 14) })
        }

        func add(_ found: ListMeasures.Answer, _ words: SupervisionWords) throws {
            for line in found.lines {
                for cell in MeasureExport.cells(line, found, words) {
                    switch cell {
                    case .text(let text): writer.text(text)
                    case .number(let number): writer.int(Int(number))
                    case .money(let fen): writer.money(fen: Int(fen))
                    case .date(let day): writer.date(days: Int(day.daysSinceEpoch))
                    case .nothing: writer.empty()
                    }
                }
                try writer.endRow()
            }
        }

        func close() throws { try writer.close() }
    }
}
