import Datasets
import PolicyLanguage

/// What a run over some packs will ask of its data, known before any of it is read.
package struct DataNeeds: Sendable {
    let compiled: CompiledPacks
    private let withNames: Bool

    /// Columns every run needs, whatever the rules: numbers, places, and the names clues are handed over with.
    private static let alwaysWanted: [SourceSchema.Role: Set<String>] = [
        .persons: ["person_id", "household_id", "id_number"], .households: ["household_id", "village_code"], .villages: ["village_code"],
        .department: [],
    ]

    init(_ compiled: CompiledPacks, withNames: Bool) { (self.compiled, self.withNames) = (compiled, withNames) }

    package init(_ options: ComparisonOptions) {
        self.init(CompiledPacks(packs: options.packs, layout: RecordLayout(schemas: options.schemas)), withNames: options.withNames)
    }

    /// Whether any rule looks at the dataset's rows.
    package func uses(_ dataset: String) -> Bool { compiled.uses(dataset) }

    /// By schema column, whether it is read.
    package func columns(of schema: SourceSchema) -> [Bool] {
        let table: TableName =
            switch schema.role {
            case .persons: .persons
            case .households: .households
            case .villages: .villages
            case .department: .dataset(schema.name)
            }
        let read = compiled.columnsRead
        let always = DataNeeds.alwaysWanted[schema.role] ?? []
        // A clue about a row is known by the row's key, or by all it says.
        let isSubject = schema.role == .department && compiled.rowSubjects.contains(schema.name)
        // A clue about a group of rows that belong to nobody goes to the county the rows name.
        let isGrouped = schema.anchor == .none && compiled.groupSubjects.contains(schema.name)
        let forNames: Set<String> = withNames && schema.role == .persons ? ["name", "relation"] : []
        return schema.columns.enumerated().map { index, column in
            column.kind != .ignored
                && (compiled.needsEveryColumn || (isSubject && (schema.key == nil || schema.key == index))
                    || (isGrouped && schema.regionColumn == index) || always.contains(column.name)
                    || forNames.contains(column.name) || read.contains(Shape.Column(table: table, index: index)))
        }
    }
}
