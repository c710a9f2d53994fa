/// Commitment and state of each of many places where the log wrote rows.
struct LedgerPlaces {
    enum State: UInt8 {
        /// A deletion: no row stands there.
        case nothing
        /// A row stands there and was not yet met in its table.
        case written
        /// A later entry ended the state.
        case ended
        /// Met in its table.
        case seen
    }

    var commitments: [MerkleHash]
    var states: [State]

    /// For the rows of a chunk, whose commitments become known while they are met.
    init(count: Int = 0) {
        commitments = [MerkleHash](repeating: MerkleHash(), count: count)
        states = [State](repeating: .written, count: count)
    }

    mutating func append(_ commitment: MerkleHash?) {
        commitments.append(commitment ?? MerkleHash())
        states.append(commitment == nil ? .nothing : .written)
    }
}

/// A chunk while its rows are looked for. One object, because its places change row by row.
final class LedgerChunk {
    let record: ChunkRecord
    var places: LedgerPlaces
    /// Something was found in it, so that its root cannot come out right.
    var isAccused = false

    init(_ record: ChunkRecord) {
        self.record = record
        places = LedgerPlaces(count: Int(record.count))
    }

    func mark(fits commitment: MerkleHash, at position: Int) -> Bool {
        let start = position * ChunkRecord.markLength
        return commitment.bytes.starts(with: record.marks[start..<start + ChunkRecord.markLength])
    }
}
