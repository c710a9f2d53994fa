import Storage

/// A table whose every row is vouched for by the audit log. Its first column is `id` (a number of its own); behind the named ones it has
/// `audit_leaf` and `audit_index`, which say which entry of the log wrote the row as it stands.
///
/// Such a table is written through `Writing` only; the house check refuses an INSERT, UPDATE or DELETE that names it elsewhere.
package struct AuditedTable: Sendable {
    package let name: StaticString
    /// Without the two of the log, in the order of the table, `id` first.
    package let columns: [StaticString]

    package init(_ name: StaticString, columns: [StaticString]) {
        self.name = name
        self.columns = columns
    }

    package var text: String { "\(name)" }
    package var columnNames: [String] { columns.map { "\($0)" } }
}
