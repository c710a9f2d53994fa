import Actions
import AuditLog
import Basics
import Foundation
import Regions
import Register
import RegisterLoad
import Storage

/// Writes a register as the platform does and says after each acknowledged commit, on standard output, how long the log is and what its root is:
/// `ack 12 <root>`. `scripts/check-power-loss` records its system calls and takes the power away between any two of them.
///
///     PowerLossProbe <empty folder> <rounds> [--loses-commits]
@main
struct PowerLossProbe {
    let desk: Desk
    let blobs: BlobStore
    let actor: Actor
    let register = MadeUpRegister()

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count >= 2, let folder = arguments.first, let rounds = arguments.dropFirst().first.flatMap({ Int($0) }) else {
            throw LoadMistake("PowerLossProbe <empty folder> <rounds> [--loses-commits]")
        }
        var options = DatabaseOptions()
        // Small, so that the log is moved into the database every few commits and its file begun anew.
        options.checkpointPages = 150
        if arguments.contains("--loses-commits") { options.durability = .losesCommitsOnPowerLoss }
        let vault = try Vault(keys: KeyRing(folder: "\(folder)/keys"))
        let database = try await Database.open(.sqlite(path: "\(folder)/youshu.sqlite"), options: options)
        try await Migrator(Migration.actions + Migration.regions + Migration.register).migrate(database)
        let probe = PowerLossProbe(
            desk: Desk(database: database, vault: vault), blobs: try BlobStore(folder: "\(folder)/blobs", vault: vault),
            actor: try MadeUpRegister.officer())
        try await probe.run(rounds: rounds)
        try await database.close()
    }

    /// Each round imports a chunk of households, then changes one of them as an office does, a photo with it, and four others at once.
    private func run(rounds: Int) async throws {
        try await perform(ImportRegions(rows: register.regions, validFrom: MadeUpRegister.day("2013-01-01")))
        let size = 12
        for round in 0..<rounds {
            let range = round * size..<(round + 1) * size
            let chunk = ImportRegisterChunk(
                batch: "b1", chunk: round, digest: "\(range)", day: try MadeUpRegister.day("2026-10-31"), households: try register.households(range))
            let done = try await perform(chunk, client: "b1/\(round)")
            guard done.households == size else { throw LoadMistake("households were rejected: \(done.rejected)") }
            // The same chunk again has no effect, whatever came between.
            try await perform(chunk, client: "b1/\(round)")
            try await change(household: Int64(round * size + 2), round)
            try await visitsAtOnce(Int64(round * size + 3)..<Int64(round * size + 7), round)
        }
    }

    private func change(household: Int64, _ round: Int) async throws {
        let day = try MadeUpRegister.day("2026-11-05")
        let birth = RecordBirth(household: household, on: day, name: "小\(round)", sex: "female", relation: "daughter", reason: "出生医学证明")
        let child = try await perform(birth, client: "birth-\(round)")
        try await perform(
            CorrectFact(
                household: household, about: .member, person: child, field: "name", value: "春\(round)", reason: "上户口时更名", evidence: "户口本"))
        let picture = try blobs.put(Array("made-up picture \(round)".utf8))
        try await perform(AddPhoto(household: household, blob: picture.name.hex, shows: .house, on: day, reason: "走访"))
    }

    /// Offices that write at the same moment, whose transactions may be committed together.
    private func visitsAtOnce(_ households: Range<Int64>, _ round: Int) async throws {
        let day = try MadeUpRegister.day("2026-11-06")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for household in households {
                group.addTask {
                    let birth = RecordBirth(household: household, on: day, name: "小\(household)", sex: "male", relation: "son", reason: "出生医学证明")
                    try await perform(birth, client: "birth-\(round)-\(household)")
                }
            }
            try await group.waitForAll()
        }
    }

    @discardableResult
    private func perform<A: Action>(_ action: A, client: String? = nil) async throws -> A.Outcome {
        let done = try await desk.perform(action, as: actor, request: ActionRequest(id: "probe", client: client))
        let (size, root) = try await desk.database.read { reader in
            let trail = TrailReader(reader)
            let size = try trail.size()
            return (size, try trail.root(at: size))
        }
        let hex = root.bytes.map { String(Int($0) + 0x100, radix: 16).suffix(2) }.joined()
        FileHandle.standardOutput.write(Data("ack \(size) \(hex)\n".utf8))
        return done.outcome
    }
}
