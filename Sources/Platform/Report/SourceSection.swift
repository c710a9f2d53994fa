import Comparison
import Datasets
import PolicyLanguage
import Tabular

/// What the departments sent and how good it is: a row for each file.
struct SourceSection {
    let facts: RunFacts

    var section: ReportSection {
        let files = facts.result.files
        let rows = files.reduce(0) { $0 + $1.rows }
        return ReportSection(
            id: "sources", title: ReportText.sourcesTitle,
            news: files.isEmpty ? nil : ReportText.sourcesNews(rows: rows, rejected: files.reduce(0) { $0 + $1.rejected }), content: content)
    }

    private var content: HTML {
        guard !facts.result.files.isEmpty else { return "<p>\(ReportText.noFiles)</p>" }
        let schemas = Dictionary(facts.shelf.schemas.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = facts.result.files.map { row($0, schemas[$0.source]) }
        let heads = [ReportText.rows, ReportText.refused].map { title -> HTML in "<th scope=\"col\" class=\"n\">\(title)</th>" }
        let more = [ReportText.normalised, ReportText.malformed, ReportText.matched].map { title -> HTML in
            "<th scope=\"col\" class=\"n col-3\">\(title)</th>"
        }
        return """
            <div class="scroll"><table><caption>\(ReportText.sourcesTitle.zh)</caption>
            <thead><tr><th scope="col">\(ReportText.source)</th><th scope="col" class="col-3">\(ReportText.form)</th>\(heads)\(more)\
            <th scope="col">\(ReportText.filled)</th></tr></thead>
            <tbody>
            \(rows)</tbody></table></div>
            <p class="note">\(ReportText.sourcesNote)</p>\(details(schemas))
            """
    }

    private func row(_ file: FileReport, _ schema: SourceSchema?) -> HTML {
        let title = schema.map { Bilingual(zh: $0.title.zh, en: $0.title.en) } ?? Bilingual(zh: file.source, en: "")
        let path = RelativePath.of(file.path, in: facts.dataFolder)
        let numbers = [file.normalised, file.malformed, file.matched].map { number($0, "col-3") }
        return """
            <tr><th scope="row">\(title.zh)<span class="en"><span lang="en">\(title.en)</span> <span class="id">\(path)</span></span></th><td class="col-3">\(form(file))</td>\(number(file.rows))\
            \(rejected(file))\(numbers)<td>\(strip(file, schema))\(remarks(file))</td></tr>

            """
    }

    private func form(_ file: FileReport) -> HTML {
        let encoding = file.description.encoding.rawValue
        guard let delimiter = file.description.delimiter else { return "\(ReportText.workbook)" }
        return "<span class=\"nb\">\(encoding)</span> <span class=\"id\">\(DelimiterText.of(delimiter))</span>"
    }

    /// Rejected rows with their share of all.
    private func rejected(_ file: FileReport) -> HTML {
        guard file.rejected > 0 else { return "<td class=\"n zero\">0</td>" }
        return "<td class=\"n\">\(file.rejected)<br><span class=\"id\">\(PercentText.of(file.rejected, of: file.rows))</span></td>"
    }

    private func number(_ number: Int, _ style: String = "") -> HTML {
        number == 0 ? "<td class=\"n zero \(style)\">0</td>" : "<td class=\"n \(style)\">\(number)</td>"
    }

    private static let squaresPerRow = 14

    /// One square for each column, darker where more rows have a value.
    private func strip(_ file: FileReport, _ schema: SourceSchema?) -> HTML {
        let columns = columns(file, schema)
        let perRow = Self.squaresPerRow
        let squares = columns.enumerated().map { place, column -> HTML in
            let (x, y) = (place % perRow * 13, place / perRow * 13)
            let words: HTML =
                "<title>\(column.title.zh) \(column.filled.map { PercentText.of($0, of: file.accepted) } ?? ReportText.missingColumns.zh)</title>"
            let style = column.filled.map { "q\(PercentText.fifth($0, of: file.accepted))" } ?? "none"
            return
                "<rect class=\"\(style)\" x=\"\(length: Double(x) + 0.5)\" y=\"\(length: Double(y) + 0.5)\" width=\"11\" height=\"11\">\(words)</rect>"
        }
        let width = min(max(columns.count, 1), perRow) * 13
        let height = (columns.count + perRow - 1) / perRow * 13
        return "<svg class=\"strip\" width=\"\(length: Double(width))\" height=\"\(length: Double(height))\" role=\"img\">\(squares)</svg>"
    }

    private func columns(_ file: FileReport, _ schema: SourceSchema?) -> [(title: SourceSchema.Title, filled: Int?)] {
        (schema?.columns ?? []).enumerated().filter { $0.element.kind != .ignored && $0.offset < file.filled.count }.map { place, column in
            (column.title, file.missingColumns.contains(column.name) ? nil : file.filled[place])
        }
    }

    private func remarks(_ file: FileReport) -> HTML {
        guard !file.unknownHeaders.isEmpty else { return .nothing }
        let shown = file.unknownHeaders.prefix(6).joined(separator: "、") + (file.unknownHeaders.count > 6 ? "…" : "")
        return "<div class=\"note\">\(ReportText.unknownHeaders)：\(shown)</div>"
    }

    /// The same as numbers.
    private func details(_ schemas: [String: SourceSchema]) -> HTML {
        let tables = facts.result.files.map { file -> HTML in
            let rows = columns(file, schemas[file.source]).map { column -> HTML in
                let rate: HTML = column.filled.map { "\(PercentText.of($0, of: file.accepted))" } ?? "\(ReportText.missingColumns)"
                return "<tr><th scope=\"row\">\(Bilingual(zh: column.title.zh, en: column.title.en))</th><td class=\"n\">\(rate)</td></tr>"
            }
            return """
                <h3>\(schemas[file.source]?.title.zh ?? file.source) <span class="id">\(RelativePath.of(file.path, in: facts.dataFolder))</span></h3>
                <table><thead><tr><th scope="col">\(ReportText.column)</th><th scope="col" class="n">\(ReportText.rate)</th></tr></thead><tbody>\(rows)</tbody></table>
                """
        }
        return "<details><summary>\(ReportText.filledDetails)</summary>\(tables)</details>"
    }
}

/// Shares as people read them.
enum PercentText {
    /// `97.3%`; never 100 for less than all, never 0 for more than none.
    static func of(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "—" }
        if part == whole { return "100%" }
        if part == 0 { return "0%" }
        let tenths = min(999, max(1, Int((Double(part) / Double(whole) * 1000).rounded())))
        return "\(tenths / 10).\(tenths % 10)%"
    }

    /// 0 for none, 5 for all but a hundredth.
    static func fifth(_ part: Int, of whole: Int) -> Int {
        guard whole > 0, part > 0 else { return 0 }
        let share = Double(part) / Double(whole)
        return share >= 0.99 ? 5 : max(1, min(4, Int(share * 4) + 1))
    }
}
