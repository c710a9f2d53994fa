import Actions
import Basics
import Dispatch
import Register
import Storage

/// The households of both files in chunks made ready for the register: read cell by cell, checked, sealed, indexed and committed to on threads of their own,
/// some chunks ahead of the one that is being written.
///
/// What is in a chunk depends on the files alone, so that a chunk is the same whenever the import is begun again.
struct RegisterChunks: Sendable {
    let rows: RegisterRows
    let circumstances: PreparedChunk.Circumstances
    private let ranges: [Range<Int>]
    private let numbers: [ChunkNumbers]

    /// Rows of households and people in a chunk, about. Many, because the pages of an index over all people are written once for a chunk,
    /// however many of its people they hold; not more, because a chunk must be on the disk well before the job's lease ends.
    static let size = 16_000
    /// How many are made ready at once beside the one that is written.
    static let ahead = 2

    /// A chunk, ready. `prepared` is nil where it was in the register before, and when nothing of it could be read.
    struct Chunk: Sendable {
        let number: Int
        /// Rows of both files.
        let rows: Int
        let reads: [RegisterRows.Read]
        let households: [HouseholdRecord]
        let prepared: PreparedChunk?
    }

    init(_ rows: RegisterRows, circumstances: PreparedChunk.Circumstances, at desk: Desk) async throws {
        (self.rows, self.circumstances) = (rows, circumstances)
        ranges = rows.chunks
        var all = try await ChunkNumbers.reserve(
            households: ranges.last?.upperBound ?? 0, members: ranges.reduce(0) { $0 + rows.members(of: $1) }, at: desk)
        numbers = ranges.map { all.take(households: $0.count, members: rows.members(of: $0)) }
    }

    /// Gives every chunk in turn. `isIn` tells whether the register has a chunk already, which then need not be made ready.
    func forEach(isIn: (Int) async throws -> Bool, now: @escaping @Sendable () -> Moment, _ body: (Chunk) async throws -> Void) async throws {
        var coming: [Task<Chunk, any Error>] = []
        var next = 0
        defer { coming.forEach { $0.cancel() } }
        while next < ranges.count || !coming.isEmpty {
            while next < ranges.count, coming.count < Self.ahead {
                let number = next
                let prepares = try await !isIn(number)
                coming.append(Task { try await Self.aside { try self.chunk(number, prepares: prepares, known: now()) } })
                next += 1
            }
            let chunk = try await coming.removeFirst().value
            try await body(chunk)
        }
    }

    private func chunk(_ number: Int, prepares: Bool, known: Moment) throws -> Chunk {
        let reads = try rows.read(ranges[number])
        let households = reads.compactMap { $0.problem == nil ? $0.record : nil }
        let prepared = prepares && !households.isEmpty ? try PreparedChunk(households, numbers[number], known: known, circumstances) : nil
        return Chunk(
            number: number, rows: ranges[number].count + rows.members(of: ranges[number]), reads: reads, households: households, prepared: prepared)
    }

    /// Runs long work on a thread of its own: Swift's few cooperative threads answer requests meanwhile.
    private static func aside<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async { continuation.resume(with: Result { try work() }) }
        }
    }
}
