import Actions
import Basics
import Foundation
import Regions
import Register
import RegisterLoad

/// The import of a register through the action that every door uses: each cell read and checked, each person's numbers sealed, every row
/// committed to by the audit log, every chunk acknowledged when it is on disk.
struct Loading {
    let desk: Desk
    let register: MadeUpRegister
    let people: Int

    /// Households of one act: about 4,200 people.
    private static let chunk = 1200
    /// Chunks that are read while another is written.
    private static let ahead = 2

    func run() async throws -> [String: Double] {
        let actor = try MadeUpRegister.officer()
        let day = try MadeUpRegister.day("2026-10-31")
        _ = try await desk.perform(
            ImportRegions(rows: register.regions, validFrom: try MadeUpRegister.day("2013-01-01")), as: actor, request: ActionRequest(id: "regions"))
        let clock = ContinuousClock()
        let started = clock.now
        let last = people / 21 * 6 + (people % 21 == 0 ? 0 : 6)
        var ranges = stride(from: 0, to: last, by: Self.chunk).map { $0..<min($0 + Self.chunk, last) }.makeIterator()
        var read: [Task<(Range<Int>, [HouseholdRecord]), any Error>] = []
        func readNext() {
            guard let range = ranges.next() else { return }
            read.append(Task { (range, try register.households(range)) })
        }
        for _ in 0..<Self.ahead { readNext() }
        var taken = 0
        while !read.isEmpty {
            let (range, households) = try await read.removeFirst().value
            readNext()
            let chunk = ImportRegisterChunk(batch: "bench", chunk: range.lowerBound, digest: "\(range)", day: day, households: households)
            let done = try await desk.perform(chunk, as: actor, request: ActionRequest(id: "bench", client: "bench/\(range.lowerBound)"))
            guard done.outcome.rejected.isEmpty else { throw LoadMistake("rejected: \(done.outcome.rejected.prefix(3))") }
            taken += done.outcome.members
        }
        let seconds = (clock.now - started) / .seconds(1)
        return ["people": Double(taken), "import_seconds": seconds, "import_rows_per_second": Double(taken) / seconds]
    }
}
