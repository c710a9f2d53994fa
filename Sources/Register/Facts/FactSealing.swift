import Actions
import Basics
import Storage

/// Opens the facts that stand encrypted in the database; `VersionRows` seals them.
enum FactSealing {
    static func opened(_ value: Value, _ table: AuditedTable, _ row: Int64, _ field: FieldDeclaration, _ vault: Vault) throws -> Value {
        guard case .blob(let bytes) = value else { return .null }
        return .text(try vault.open(bytes, table: table.name, column: field.column, row: row))
    }
}

/// The keyed indexes of numbers. Both sides are normalised first, so that a number typed with blanks, in full-width digits or with a small x
/// finds the one in the register; of a disability card the first 18 count.
package enum NumberIndex {
    package static func identity(_ number: String, _ vault: Vault) throws -> [UInt8] {
        try short(vault.blindIndex(ResidentID.normalise(number), column: "people.id_number"))
    }

    package static func phone(_ number: String, _ vault: Vault) throws -> [UInt8] {
        try short(vault.blindIndex(NumberText.cleaned(number).replacing("-", with: ""), column: "people.phone"))
    }

    /// Sixteen bytes: two of a province's numbers have the same with a chance of one in 10^24, and an index of all people is half as large.
    private static func short(_ index: [UInt8]) -> [UInt8] { Array(index.prefix(16)) }
}
