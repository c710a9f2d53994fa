import Datasets
import Storage
import Synchronization

/// The accepted rows of a file, sealed away in the stretches a worker read them in. A few stretches are kept open, the longest unused closed first, so
/// that a file of any length takes the memory of its few.
final class SealedStretches: Sendable {
    /// How many rows stay open: some tens of megabytes.
    static let most = 64_000

    private let schema: SourceSchema
    private let scratch: ScratchFile
    private let most: Int
    private let state = Mutex(State())

    fileprivate struct State: Sendable {
        var places: [ScratchFile.Place] = []
        var open: [Int: (segment: Segment, used: Int)] = [:]
        var rows = 0
        var clock = 0
        var opened = 0
    }

    init(_ schema: SourceSchema, in blobs: BlobStore, open most: Int = SealedStretches.most) throws {
        (self.schema, self.most) = (schema, most)
        scratch = try blobs.scratch()
    }

    var count: Int { state.withLock { $0.places.count } }
    /// Rows in memory now.
    var openRows: Int { state.withLock { $0.rows } }
    /// How often a stretch was read back.
    var opened: Int { state.withLock { $0.opened } }

    /// Seals a stretch away, as `ParsedPart` wrote it.
    func append(_ part: [UInt8]) throws {
        let place = try scratch.append(part)
        state.withLock { $0.places.append(place) }
    }

    /// A stretch, read back with all checks if it is not open.
    func segment(_ number: Int) throws -> Segment {
        let place = state.withLock { state -> ScratchFile.Place? in
            state.places.indices.contains(number) && state.open[number] == nil ? state.places[number] : nil
        }
        guard let place else { return try used(number) }
        guard case .rows(let segment) = try ParsedPart.decoded(try scratch.bytes(at: place), schema: schema, file: 0) else {
            throw DamagedParts(what: "a stretch of rows")
        }
        state.withLock { $0.keep(segment, number, most: most) }
        return segment
    }

    private func used(_ number: Int) throws -> Segment {
        let segment = state.withLock { state -> Segment? in
            state.clock += 1
            state.open[number]?.used = state.clock
            return state.open[number]?.segment
        }
        // Closed meanwhile by another thread.
        if let segment { return segment }
        guard number < count, number >= 0 else { throw DamagedParts(what: "a stretch that is not there") }
        return try self.segment(number)
    }
}

extension SealedStretches.State {
    mutating func keep(_ segment: Segment, _ number: Int, most: Int) {
        clock += 1
        opened += 1
        guard open.updateValue((segment, clock), forKey: number) == nil else { return }
        rows += segment.count
        while rows > most, open.count > 1, let oldest = open.min(by: { $0.value.used < $1.value.used }) {
            open[oldest.key] = nil
            rows -= oldest.value.segment.count
        }
    }
}
