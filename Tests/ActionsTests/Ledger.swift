import Actions
import AuditLog
import Basics
import Storage

/// A room small enough to test the desk with: one table of promises made in regions.
enum Ledger {
    static let promises = AuditedTable("promises", columns: ["id", "region", "text", "sealed"])

    static let migrations: [Migration] =
        Migration.actions + [
            Migration(
                id: "20260101-01-promises", room: "Ledger",
                """
                CREATE TABLE promises (
                    id {integer} NOT NULL PRIMARY KEY,
                    region {region} NOT NULL,
                    text {text} NOT NULL CHECK (text <> ''),
                    sealed {bytes},
                    audit_leaf {integer} NOT NULL,
                    audit_index {integer} NOT NULL
                ) {strict};
                """)
        ]

    static let county = RegionCode.sample(990_121_000_000)
    static let village = RegionCode.sample(990_121_204_207)
    static let neighbour = RegionCode.sample(990_122_101_201)

    static func actor(_ region: RegionCode = county, account: Int64 = 7, may permissions: Set<Permission> = [.promiseMake, .promiseRead]) -> Actor {
        Actor(account: account, name: "周敏", role: "county-office", permissions: permissions, scope: Scope(region: region))
    }
}

extension RegionCode {
    /// A code written in a test, where a wrong one should stop the test and not hide.
    static func sample(_ number: Int64) -> RegionCode {
        guard let code = RegionCode(number: number) else { preconditionFailure("not a region code: \(number)") }
        return code
    }
}

extension Permission {
    static let promiseMake = Permission("promise.make")
    static let promiseRead = Permission("promise.read")
}

struct MakePromise: Action {
    static let name = "promise.make"
    static let permission = Permission.promiseMake
    var region: Int64
    var text: String

    func place(in reading: Reading) throws -> RegionCode? { RegionCode(number: region) }

    func perform(in writing: Writing) throws -> Int64 {
        let id = try writing.insert(into: Ledger.promises, ["region": region, "text": text])
        writing.subject = "promise/\(id)"
        return id
    }
}

struct RewordPromise: Action {
    static let name = "promise.reword"
    static let permission = Permission.promiseMake
    var promise: Int64
    var text: String

    func place(in reading: Reading) throws -> RegionCode? {
        try reading.row("SELECT region FROM promises WHERE id = \(promise)")?.region("region")
    }

    func version(in reading: Reading) throws -> Int64? {
        try reading.row("SELECT audit_leaf FROM promises WHERE id = \(promise)")?.integer("audit_leaf")
    }

    func perform(in writing: Writing) throws -> Int64 {
        try writing.change(Ledger.promises, id: promise, ["text": text])
        return promise
    }
}

struct ForgetPromise: Action {
    static let name = "promise.forget"
    static let permission = Permission.promiseMake
    static let needsPurpose = true
    var promise: Int64

    func place(in reading: Reading) throws -> RegionCode? {
        try reading.row("SELECT region FROM promises WHERE id = \(promise)")?.region("region")
    }

    func perform(in writing: Writing) throws -> Int64 {
        try writing.remove(Ledger.promises, id: promise)
        return promise
    }
}

struct MakeManyPromises: Action {
    static let name = "promise.makeMany"
    static let permission = Permission.promiseMake
    var region: Int64
    var count: Int

    func place(in reading: Reading) throws -> RegionCode? { RegionCode(number: region) }

    func perform(in writing: Writing) throws -> Int {
        let ids = try writing.newIDs(count, for: Ledger.promises)
        try writing.insertChunk(
            into: Ledger.promises, ids.map { [.integer($0), .integer(region), .text("promise \($0)"), .blob([UInt8(truncatingIfNeeded: $0)])] })
        return count
    }
}

/// Promises whose commitments were made before the transaction; `late` writes another row before them, which is refused.
struct MakePreparedPromises: Action {
    static let name = "promise.makePrepared"
    static let permission = Permission.promiseMake
    let region: Int64
    let late: Bool
    let rows: PreparedRows

    init(region: Int64, ids: Range<Int64>, late: Bool = false) throws {
        (self.region, self.late) = (region, late)
        var rows = PreparedRows()
        try rows.add(Ledger.promises, ids.map { [.integer($0), .integer(region), .text("promise \($0)"), .null] })
        self.rows = rows
    }

    init(from decoder: any Decoder) throws { throw CancellationError() }
    func encode(to encoder: any Encoder) throws {}
    func place(in reading: Reading) throws -> RegionCode? { RegionCode(number: region) }

    func perform(in writing: Writing) throws -> Int {
        if late { try writing.insert(into: Ledger.promises, ["region": region, "text": "first"]) }
        try writing.insert(rows)
        return 1
    }
}

struct CountPromises: Query {
    static let permission = Permission.promiseRead

    func answer(in reading: Reading) throws -> Int64 {
        try reading.count("SELECT COUNT(*) FROM promises p WHERE \(within: reading.scope, "p.region")")
    }
}
