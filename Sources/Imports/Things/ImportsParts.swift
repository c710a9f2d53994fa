import Actions
import Basics
import Datasets
import Storage

/// What the room needs beside the desk: the declarations of sources, where files lie, the program that reads them, and whom the register knows.
package struct ImportsParts: Sendable {
    /// The folder `DataSources`.
    package var sourcesFolder: String
    package var schemas: [SourceSchema]
    package var blobs: BlobStore
    package var program: WorkerProgram
    package var limits: ReadingLimits
    /// The largest file taken, in bytes: it is read from memory.
    package var largestFile: Int
    package var people: PeopleLookup
    /// Names accounts for "who did it"; given by Access.
    package var accounts: AccountNames
    /// Names a region and counts the townships in it; given by Regions.
    package var regionName: @Sendable (_ region: RegionCode, _ reading: Reading) throws -> String
    package var townships: @Sendable (_ region: RegionCode, _ reading: Reading) throws -> Int64?
    /// What was unsealed of deliveries for single households; one for all who look into them.
    let opened: OpenDeliveries

    package init(
        sourcesFolder: String, schemas: [SourceSchema], blobs: BlobStore, program: WorkerProgram = WorkerProgram(),
        limits: ReadingLimits = ReadingLimits(), largestFile: Int = 1 << 30, people: @escaping PeopleLookup,
        accounts: @escaping AccountNames = { _, _ in [:] },
        regionName: @escaping @Sendable (RegionCode, Reading) throws -> String = { region, _ in region.prefix },
        townships: @escaping @Sendable (RegionCode, Reading) throws -> Int64? = { _, _ in nil }
    ) {
        (self.sourcesFolder, self.schemas, self.blobs, self.program) = (sourcesFolder, schemas, blobs, program)
        (self.limits, self.largestFile, self.people) = (limits, largestFile, people)
        (self.accounts, self.regionName, self.townships) = (accounts, regionName, townships)
        opened = OpenDeliveries(blobs)
    }

    /// A source by its folder or its name; nil for none that departments send.
    package func schema(_ name: String) -> SourceSchema? { schemas.first { $0.folder == name || $0.name == name } }

    /// The plain bytes of a blob, in memory only.
    func memory(of blob: BlobName) throws -> MemoryFile {
        let file = try MemoryFile()
        try blobs.reader(blob).forEach { try file.append($0) }
        return file
    }
}

/// Finds people of the register within the reader's scope by the numbers they have.
package typealias PeopleLookup = @Sendable (_ keys: [IdentityKey], _ reading: Reading) throws -> [IdentityKey: RegisteredPerson]

/// The names of accounts by their numbers; an account that is not known is left out.
package typealias AccountNames = @Sendable (_ accounts: Set<Int64>, _ reading: Reading) throws -> [Int64: String]

/// A person as far as a delivery is concerned.
package struct RegisteredPerson: Sendable, Hashable {
    package var person: Int64
    package var name: String
    package var region: RegionCode
    package init(person: Int64, name: String, region: RegionCode) { (self.person, self.name, self.region) = (person, name, region) }
}
