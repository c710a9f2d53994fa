import Basics
import Declarations
import Foundation

/// A statistics table as offices print it: one line for each place below a region, one column for each figure or share.
package struct StatisticsTable: Sendable {
    package struct Column: Sendable, Hashable {
        package let figure: String
        /// Shows its share of the whole, and not its count.
        package let isRate: Bool
    }

    package let name: String
    package let title: Figure.Words
    package let columns: [Column]

    /// All of `Tables.yaml`; that it can be read whole is checked by a test.
    package static let shipped: [StatisticsTable] = {
        let path = Bundle.module.url(forResource: "Tables", withExtension: "yaml")?.path ?? ""
        return read(path: path, .shipped, DiagnosticLog())
    }()

    static func read(path: String, _ catalogue: FigureCatalogue, _ log: DiagnosticLog) -> [StatisticsTable] {
        guard let node = DeclarationFile.read(path: path, shownAs: "Tables.yaml", into: log), let nodes = node.list("the tables", log) else {
            return []
        }
        return nodes.compactMap { StatisticsTable($0, catalogue, log) }
    }

    private init?(_ node: Node, _ catalogue: FigureCatalogue, _ log: DiagnosticLog) {
        guard let reader = MappingReader(node, what: "a table", log), let name = reader.text("name"), let title = reader.bilingual("title"),
            let nodes = reader.list("columns")
        else { return nil }
        reader.finish()
        (self.name, self.title) = (name, Figure.Words(zh: title.zh, en: title.en))
        columns = nodes.flatMap { Self.columns($0, catalogue, log) }
    }

    /// A column: a figure's name, `{rate: name}`, or `{family: prefix}` for a figure for each code of a list.
    private static func columns(_ node: Node, _ catalogue: FigureCatalogue, _ log: DiagnosticLog) -> [Column] {
        func known(_ name: String) -> [Column] {
            guard catalogue.all.contains(where: { $0.name == name }) else {
                log.error("table-without-figure", "there is no figure '\(name)'", at: node.position)
                return []
            }
            return [Column(figure: name, isRate: false)]
        }
        if case .scalar = node.content { return node.text("a column", log).map(known) ?? [] }
        guard let reader = MappingReader(node, what: "a column", log) else { return [] }
        defer { reader.finish() }
        if let name = reader.optionalText("rate") { return known(name).map { Column(figure: $0.figure, isRate: true) } }
        guard let prefix = reader.text("family") else { return [] }
        let family = catalogue.all.filter { $0.family == prefix }
        if family.isEmpty { log.error("table-without-figure", "there is no family of figures '\(prefix)'", at: node.position) }
        return family.map { Column(figure: $0.name, isRate: false) }
    }
}
