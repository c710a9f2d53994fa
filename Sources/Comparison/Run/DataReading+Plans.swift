import Datasets
import PolicyLanguage

/// Which columns a run reads.
extension DataReading {
    /// Columns every run needs, whatever the rules: numbers, places, and the names clues are handed over with.
    private static let alwaysWanted: [SourceSchema.Role: Set<String>] = [
        .persons: ["person_id", "household_id", "id_number"], .households: ["household_id", "village_code"], .villages: ["village_code"],
        .department: [],
    ]

    func wanted(_ schema: SourceSchema) -> [Bool] {
        let table: TableName =
            switch schema.role {
            case .persons: .persons
            case .households: .households
            case .villages: .villages
            case .department: .dataset(schema.name)
            }
        let read = compiled.columnsRead
        let always = DataReading.alwaysWanted[schema.role] ?? []
        // A clue about a row is known by the row's key, or by all it says.
        let isSubject = schema.role == .department && compiled.rowSubjects.contains(schema.name)
        // A clue about a group of rows that belong to nobody goes to the county the rows name.
        let isGrouped = schema.anchor == .none && compiled.groupSubjects.contains(schema.name)
        let forNames: Set<String> = options.withNames && schema.role == .persons ? ["name", "relation"] : []
        return schema.columns.enumerated().map { index, column in
            column.kind != .ignored
                && (compiled.needsEveryColumn || (isSubject && (schema.key == nil || schema.key == index))
                    || (isGrouped && schema.regionColumn == index) || always.contains(column.name)
                    || forNames.contains(column.name) || read.contains(Shape.Column(table: table, index: index)))
        }
    }

    /// What is kept is kept whole, so that other packs can use it.
    func wantedToRead(_ schema: SourceSchema) -> [Bool] {
        options.keep == nil ? wanted(schema) : schema.columns.map { $0.kind != .ignored }
    }

    func registerPlan(_ found: (schema: SourceSchema, paths: [String])) -> ReadingPlan {
        ReadingPlan(schema: found.schema, paths: found.paths, wanted: wantedToRead(found.schema), matcher: EveryRow(), withLines: true)
    }
}
