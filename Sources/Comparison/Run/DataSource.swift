import Datasets

/// Where a run's rows come from. What is made of them is the same.
package enum DataSource: Sendable {
    /// Files in a folder, known by their names.
    case folder(String)
    /// A register and departments' rows that the caller has put together.
    case supplied(SuppliedData)
}

/// A register and what departments know, from wherever the caller has them.
package struct SuppliedData: Sendable {
    package var register: SuppliedRegister
    package var departments: [SuppliedSource]
    /// Columns of the register that its keeper does not have; a rule that asks for one is skipped with the reason.
    package var lacking: [LackingColumn]
    /// Sources of which there is something that cannot be used, by name, and why.
    package var unusable: [String: String]
    /// Codes of the region the register was read for, when there is more of it elsewhere; nil for the whole register. Who is not in a part may stand
    /// in another: rules about rows whoever they belong to, and about groups across households, are skipped.
    package var part: ClosedRange<Int64>?

    package init(
        register: SuppliedRegister, departments: [SuppliedSource], lacking: [LackingColumn] = [], unusable: [String: String] = [:],
        part: ClosedRange<Int64>? = nil
    ) {
        (self.register, self.departments, self.lacking, self.unusable, self.part) = (register, departments, lacking, unusable, part)
    }
}

/// The register's own rows.
package final class SuppliedRegister: @unchecked Sendable {  // Why: handed over to one run, which alone takes the deliveries apart.
    let persons: Delivery
    let households: Delivery
    let villages: Delivery?

    package init(persons: Delivery, households: Delivery, villages: Delivery?) {
        (self.persons, self.households, self.villages) = (persons, households, villages)
    }
}

/// A column that a declaration has and the supplier does not.
package struct LackingColumn: Sendable, Hashable {
    /// `person`, `household`, `village` or a dataset: the record's name in expressions.
    package var record: String
    package var column: String
    package var reason: String
    /// The column is there, but not as it was written: only rules that look at its text itself lack it.
    package var isThereNormalised: Bool

    package init(record: String, column: String, reason: String, isThereNormalised: Bool = false) {
        (self.record, self.column, self.reason, self.isThereNormalised) = (record, column, reason, isThereNormalised)
    }
}

/// All deliveries of one source that are in use.
package struct SuppliedSource: Sendable {
    package var schema: SourceSchema
    /// By schema column the words of coded columns, in one numbering for all deliveries.
    package var books: [WordBook?]
    package var deliveries: [SuppliedDelivery]

    package init(schema: SourceSchema, books: [WordBook?], deliveries: [SuppliedDelivery]) {
        (self.schema, self.books, self.deliveries) = (schema, books, deliveries)
    }
}

/// One delivery's accepted rows, read stretch by stretch while they are matched, so that those of strangers are never all in memory.
package struct SuppliedDelivery: Sendable {
    /// What it is called in reports.
    package var name: String
    /// Where it is in use; nil for everywhere. Rows about people elsewhere are left out.
    package var territory: Territory?
    package var stretches: Int
    /// A stretch by its number: the columns wanted, nobody's owners yet, in segments of the file's number. Called from several threads.
    package var read: @Sendable (_ stretch: Int, _ wanted: [Bool], _ file: Int) throws -> Segment

    package init(
        name: String, territory: Territory?, stretches: Int,
        read: @escaping @Sendable (_ stretch: Int, _ wanted: [Bool], _ file: Int) throws -> Segment
    ) {
        (self.name, self.territory, self.stretches, self.read) = (name, territory, stretches, read)
    }
}

/// A stretch of region codes (12 digits) without some stretches of it: a province's delivery where no county has a newer one of its own.
package struct Territory: Sendable, Hashable {
    package var codes: ClosedRange<Int64>
    package var except: [ClosedRange<Int64>]

    package init(_ codes: ClosedRange<Int64>, except: [ClosedRange<Int64>] = []) { (self.codes, self.except) = (codes, except) }

    package func contains(_ village: Int64) -> Bool { codes.contains(village) && !except.contains { $0.contains(village) } }
}
