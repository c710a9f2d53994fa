import Basics

/// A table's audited columns, arranged once so that many rows can be written canonically.
///
/// The canonical row is a JSON object of the columns that are not null. Nulls are left out, so that a migration which adds an empty column
/// does not make every row of the table differ from its commitment.
package struct RowLayout: Hashable, Sendable {
    package let table: String
    package let columns: [String]
    /// Places in `columns`, in the order of their names, with `"name":` already written.
    private let order: [Field]
    private let tail: [UInt8]

    private struct Field: Hashable, Sendable {
        let place: Int
        let head: [UInt8]
    }

    /// All columns of the table but `audit_leaf` and `audit_index`, in the order in which values will be given.
    package init(table: String, columns: [String]) throws(Problem) {
        guard Set(columns).count == columns.count, !columns.contains(AuditPlace.leafColumn), !columns.contains(AuditPlace.indexColumn) else {
            throw Self.refused("列名重复,或含 audit_leaf、audit_index", "a column is named twice, or audit_leaf or audit_index is among them", at: table)
        }
        self.table = table
        self.columns = columns
        order = columns.indices.sorted { JSONWriter.isBefore(columns[$0], columns[$1]) }.map { place in
            var writer = JSONWriter()
            writer.string(columns[place])
            writer.raw(":")
            return Field(place: place, head: writer.bytes)
        }
        var writer = JSONWriter()
        writer.raw(",\"t\":")
        writer.string(table)
        writer.raw("}")
        tail = writer.bytes
    }

    /// `{column: value, …}`.
    package func canonical(_ values: [RowValue]) throws(Problem) -> [UInt8] {
        var writer = JSONWriter()
        try write(values, to: &writer)
        return writer.bytes
    }

    /// What a commitment is made of: `{"k": key, "r": row, "t": table}`. Key and table are in it, so that no row can pass for another one's.
    package func message(key: String, values: [RowValue]) throws(Problem) -> [UInt8] {
        var writer = JSONWriter()
        writer.raw("{\"k\":")
        writer.string(key)
        writer.raw(",\"r\":")
        try write(values, to: &writer)
        writer.raw(tail)
        return writer.bytes
    }

    private func write(_ values: [RowValue], to writer: inout JSONWriter) throws(Problem) {
        guard values.count == columns.count else {
            throw Self.refused("\(columns.count) 列给了 \(values.count) 个值", "\(values.count) values for \(columns.count) columns", at: table)
        }
        writer.raw("{")
        var isFirst = true
        for field in order where !values[field.place].isNull {
            if !isFirst { writer.raw(",") }
            isFirst = false
            writer.raw(field.head)
            values[field.place].write(to: &writer)
        }
        writer.raw("}")
    }

    private static func refused(_ zh: String, _ en: String, at table: String) -> Problem {
        Problem(
            "audit-row-layout", what: .init(zh: "无法为这一行生成承诺", en: "no commitment can be made for the row"), why: .init(zh: zh, en: en),
            remedy: .init(zh: "列与值要一一对应,记账列不算", en: "give one value per column, without the bookkeeping columns"), at: table)
    }
}
