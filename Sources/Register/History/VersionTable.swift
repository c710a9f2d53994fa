import Actions
import Basics
import Storage

/// Reads and writes one table of versions.
enum VersionTable<Field: FactField> {
    private static var selection: SQL { SQL.joined(Field.columns.map { "v.\(name: $0)" as SQL }) }

    /// The versions of some owners that a condition on `v` selects, in the order of their days. Sealed facts come opened.
    static func versions(of owners: [Int64], where condition: SQL, in reading: Reading) throws -> [Version<Field>] {
        guard !owners.isEmpty else { return [] }
        let whose: SQL = owners.count == 1 ? "= \(owners[0])" : "IN \(list: owners)"
        return try select("v.\(name: Field.owner) \(sql: whose) AND \(sql: condition)", in: reading)
    }

    /// The versions that any condition on `v` selects; whoever calls says within which scope.
    static func select(_ condition: SQL, in reading: Reading) throws -> [Version<Field>] {
        try reading.rows(
            """
            SELECT \(sql: selection), v.audit_leaf FROM \(name: Field.table.name) v WHERE \(sql: condition)
            ORDER BY v.\(name: Field.owner), v.valid_from, v.id
            """
        ).map { try version($0, reading.vault) }
    }

    /// What is believed now of some owners.
    static func believed(of owners: [Int64], in reading: Reading) throws -> [Version<Field>] {
        try versions(of: owners, where: "v.known_until_ms IS NULL", in: reading)
    }

    private static func version(_ row: Row, _ vault: Vault) throws -> Version<Field> {
        let id = try row.integer("id")
        var facts = Facts<Field>()
        for field in Field.allCases {
            let declaration = field.declaration
            let value = try row.value(declaration.name)
            facts[field] = declaration.isSealed ? try FactSealing.opened(value, Field.table, id, declaration, vault) : value
        }
        return Version(
            id: id, owner: try row.integer(Field.owner.description), validFrom: try row.date("valid_from"),
            validUntil: try row.optionalDate("valid_until"), knownFrom: Moment(milliseconds: try row.integer("known_from_ms")),
            knownUntil: try row.optionalInteger("known_until_ms").map { Moment(milliseconds: $0) }, facts: facts,
            leaf: try row.integer("audit_leaf"))
    }

    /// Writes a revision. What was believed so far is closed at this moment; a clock that went back does not make knowledge end before it began.
    static func apply(_ revision: Revision<Field>, owner: Int64, to believed: [Version<Field>], in writing: Writing) throws {
        guard !revision.isEmpty else { return }
        let known = believed.map(\.knownFrom).reduce(writing.now) { max($0, $1) }
        for id in revision.closed { try writing.change(Field.table, id: id, ["known_until_ms": known.milliseconds]) }
        let ids = try writing.newIDs(revision.added.count, for: Field.table)
        let rows = VersionRows<Field>(known: known, writing.vault)
        for (id, piece) in zip(ids, revision.added) {
            let row = try rows.row(id: id, owner: owner, piece)
            let named = zip(Field.table.columnNames, row).dropFirst().map { ($0, $1 as any Bindable) }
            try writing.insert(into: Field.table, id: id, Dictionary(uniqueKeysWithValues: named))
        }
    }
}
