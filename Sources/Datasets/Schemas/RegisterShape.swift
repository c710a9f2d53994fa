import Declarations

/// The register's own files need certain columns: without them nobody can be matched and no household put together.
struct RegisterShape {
    let log: DiagnosticLog

    private struct Need {
        var column: String
        var kind: SourceSchema.Column.Kind
    }

    private static func needs(of role: SourceSchema.Role) -> (anchor: SourceSchema.Anchor?, columns: [Need]) {
        switch role {
        case .persons:
            (.person, [Need(column: "person_id", kind: .int), Need(column: "household_id", kind: .int), Need(column: "id_number", kind: .personID)])
        case .households: (.household, [Need(column: "household_id", kind: .int), Need(column: "village_code", kind: .region)])
        case .villages: (.village, [Need(column: "village_code", kind: .region)])
        case .department: (nil, [])
        }
    }

    func check(_ schema: SourceSchema, _ reader: MappingReader) {
        let (anchor, columns) = Self.needs(of: schema.role)
        if let anchor, schema.anchor != anchor {
            log.error(
                "wrong-anchor", "the register's \(schema.role.rawValue) are anchored at a \(anchor.rawValue)", at: reader.position(of: "anchor"),
                suggestion: "anchor: \(anchor.rawValue)")
        }
        for need in columns {
            guard let column = schema.columns.first(where: { $0.name == need.column }) else {
                log.error(
                    "missing-column", "role \(schema.role.rawValue) needs the column '\(need.column)' of type \(need.kind.rawValue)",
                    at: reader.position(of: "columns"))
                continue
            }
            if column.kind != need.kind {
                log.error(
                    "wrong-type", "the column '\(need.column)' of role \(schema.role.rawValue) is of type \(need.kind.rawValue)",
                    at: reader.position(of: "columns"))
            }
            if !column.required {
                log.error(
                    "optional-key", "the column '\(need.column)' of role \(schema.role.rawValue) must be required", at: reader.position(of: "columns")
                )
            }
        }
        let taken = SchemaNames.ownLists(of: schema.role)
        for column in schema.columns where taken.contains(column.name) {
            log.error(
                "name-taken", "'\(column.name)' already means something else in a record of role \(schema.role.rawValue)",
                at: reader.position(of: "columns"), suggestion: "\(column.name)_number")
        }
    }
}
