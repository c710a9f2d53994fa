import Actions
import Basics
import Comparison
import Datasets
import Imports
import PolicyLanguage
import Storage

/// What the room needs beside the desk: the declarations of sources, where sealed files lie, the packs that come with the program, and what other rooms
/// tell.
package struct PoliciesParts: Sendable {
    package var schemas: [SourceSchema]
    package var blobs: BlobStore
    /// The folder `PolicyPacks`.
    package var packsFolder: String
    /// Threads of one run.
    package var threads: Int
    /// Names accounts for "who did it"; given by Access.
    package var accounts: @Sendable (_ accounts: Set<Int64>, _ reading: Reading) throws -> [Int64: String]
    /// Names a region; given by Regions.
    package var regionName: @Sendable (_ region: RegionCode, _ reading: Reading) throws -> String
    /// How often a rule's clues were found true when they were looked into, within the reader's scope; given by the rooms that look into them.
    package var precision: @Sendable (_ reading: Reading) throws -> [String: HitRate]
    /// What was read last, kept for trying other values.
    let shelf = ComparisonShelf()
    let law: LawLibrary
    /// Indexes and heads of deliveries that were looked into for a few households.
    let ownedRows: OwnedRows

    package init(
        schemas: [SourceSchema], blobs: BlobStore, packsFolder: String, threads: Int,
        accounts: @escaping @Sendable (Set<Int64>, Reading) throws -> [Int64: String] = { _, _ in [:] },
        regionName: @escaping @Sendable (RegionCode, Reading) throws -> String = { region, _ in region.prefix },
        precision: @escaping @Sendable (Reading) throws -> [String: HitRate] = { _ in [:] }, ownedRows: OwnedRows? = nil
    ) {
        (self.schemas, self.blobs, self.packsFolder, self.threads) = (schemas, blobs, packsFolder, threads)
        (self.accounts, self.regionName, self.precision) = (accounts, regionName, precision)
        law = LawLibrary(schemas: schemas)
        self.ownedRows = ownedRows ?? OwnedRows(blobs)
    }

    func comparison(at desk: Desk, as actor: Actor, _ law: LawInForce) -> RegisterComparison {
        RegisterComparison(desk: desk, blobs: blobs, schemas: schemas, actor: actor, law: law, threads: threads)
    }
}

/// Of a rule's clues that were decided, how many were true.
package struct HitRate: Sendable, Hashable, Codable {
    package var confirmed: Int64
    package var decided: Int64
    package init(confirmed: Int64, decided: Int64) { (self.confirmed, self.decided) = (confirmed, decided) }
}
