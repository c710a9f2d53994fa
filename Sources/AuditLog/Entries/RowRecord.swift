/// What an entry says of one row: that it came, changed or went, with a commitment to its new state instead of the state itself.
package struct RowRecord: Hashable, Sendable {
    package enum Change: String, Sendable, CaseIterable {
        case insert, update, delete
    }

    package let table: String
    /// The row's primary key as text.
    package let key: String
    package let change: Change
    /// To the new state; nil when the row is deleted.
    package let commitment: MerkleHash?
    /// Where the state stands that this change ends; nil when the row is inserted.
    package let previous: AuditPlace?
    /// The commitment of the ended state, made anew from the row as it was read before the change; nil when the row is inserted. If somebody edited
    /// the row behind the log, this is not what the log wrote: the next change made in good faith shows the edit instead of covering it. And
    /// the root of a chunk can be computed only with it.
    package let previousCommitment: MerkleHash?

    package static func inserted(_ table: String, key: String, _ commitment: MerkleHash) -> RowRecord {
        RowRecord(table: table, key: key, change: .insert, commitment: commitment, previous: nil, previousCommitment: nil)
    }

    /// `previousCommitment`: from the row as it was read before the change, with the salt of the entry it names.
    package static func updated(
        _ table: String, key: String, _ commitment: MerkleHash, previous: AuditPlace, previousCommitment: MerkleHash
    ) -> RowRecord {
        RowRecord(
            table: table, key: key, change: .update, commitment: commitment, previous: previous,
            previousCommitment: previousCommitment)
    }

    package static func deleted(_ table: String, key: String, previous: AuditPlace, previousCommitment: MerkleHash) -> RowRecord {
        RowRecord(
            table: table, key: key, change: .delete, commitment: nil, previous: previous,
            previousCommitment: previousCommitment)
    }

    /// Whether the record says all that its kind of change needs.
    var isComplete: Bool {
        (change == .delete) == (commitment == nil) && (change == .insert) == (previous == nil)
            && (previous == nil) == (previousCommitment == nil)
    }

    func write(to writer: inout JSONWriter) {
        writer.raw("{\"c\":")
        if let commitment { writer.hash(commitment) } else { writer.raw("null") }
        writer.raw(",\"k\":")
        writer.string(key)
        writer.raw(",\"o\":")
        writer.string(change.rawValue)
        writer.raw(",\"p\":")
        if let previous {
            writer.raw("[")
            writer.list([previous.leaf, previous.index]) { $0.integer($1) }
            writer.raw("]")
        } else {
            writer.raw("null")
        }
        if let previousCommitment {
            writer.raw(",\"pc\":")
            writer.hash(previousCommitment)
        }
        writer.raw(",\"t\":")
        writer.string(table)
        writer.raw("}")
    }

    /// Nil unless it is such a record and complete. Whatever else it might hold is found by writing the entry again.
    init?(_ json: JSONValue) {
        guard let table = json["t"]?.string, let key = json["k"]?.string, let change = json["o"]?.string.flatMap(Change.init) else { return nil }
        self.init(
            table: table, key: key, change: change, commitment: json["c"]?.string.flatMap { MerkleHash(base64: $0) },
            previous: json["p"]?.array.flatMap { pair in
                guard pair.count == 2, let leaf = pair[0].integer, let index = pair[1].integer else { return nil }
                return AuditPlace(leaf: leaf, index: index)
            },
            previousCommitment: json["pc"]?.string.flatMap { MerkleHash(base64: $0) })
        guard isComplete else { return nil }
    }

    private init(table: String, key: String, change: Change, commitment: MerkleHash?, previous: AuditPlace?, previousCommitment: MerkleHash?) {
        self.table = table
        self.key = key
        self.change = change
        self.commitment = commitment
        self.previous = previous
        self.previousCommitment = previousCommitment
    }
}
