import Actions
import Basics
import Register
import Storage
import Tabular
import Web

/// A statistics table as a workbook: written line by line to a file without a name, and sent from there in pieces.
struct TableWorkbook: Sendable {
    private let table: StatisticsTable
    private let shown: ShownFigures
    private let visit: Visit

    init(_ visit: Visit, _ office: FigureOffice) async throws {
        let (table, moment, below) = try TableRequest(visit).parts
        (self.table, self.visit) = (table, visit)
        shown = try await office.show(table.columns.map(\.figure), below: below, at: moment, visit)
    }

    var file: FileAnswer {
        FileAnswer(
            name: "\(table.name)-\(shown.total.region.digits)-\(shown.day).xlsx", mediaType: FileAnswer.workbook
        ) { path in
            try await Blocking.run { try write(to: path) }
        }
    }

    /// Counts only, nobody's name.
    private func write(to path: String) throws {
        let isChinese = visit.language == .zh
        let columns = TableColumns(table, shown).all
        let writer = try WorkbookWriter(path: path)
        let heads = columns.map { column in
            column.figure.title.text(isChinese)
                + (column.isRate
                    ? visit.text("table.rate") : visit.text("table.unit", ["unit": visit.text("figures.unit.\(column.figure.unit.rawValue)")]))
        }
        try writer.beginSheet(
            table.title.text(isChinese),
            columns: [.init(visit.text("table.code"), width: 16), .init(visit.text("table.place"), width: 18)] + heads.map { .init($0, width: 13) })
        var lines = shown.places.map { (place: $0, name: $0.name) }
        if let rest = shown.rest {
            let name = visit.text("table.rest", ["place": shown.total.name])
            lines.append((ShownFigures.Place(region: shown.total.region, name: name, values: rest), name))
        }
        lines.append((shown.total, visit.text("table.total")))
        for (place, name) in lines {
            writer.text(place.region.digits)
            writer.text(name)
            for column in columns {
                guard let value = place.values[column.place] else {
                    writer.empty()
                    continue
                }
                if column.isRate { value.rate.map(writer.share) ?? writer.empty() } else { writer.int(Int(value.count)) }
            }
            try writer.endRow()
        }
        // What the numbers mean goes with them.
        try writer.beginSheet(
            visit.text("table.meanings"), columns: [.init(visit.text("table.column"), width: 30), .init(visit.text("table.meaning"), width: 70)])
        for (head, column) in zip(heads, columns) {
            writer.text(head)
            writer.text(column.figure.meaning.text(isChinese))
            try writer.endRow()
        }
        writer.text(visit.text("table.moment"))
        writer.text(momentText(shown, visit))
        try writer.endRow()
        try writer.close()
    }
}
