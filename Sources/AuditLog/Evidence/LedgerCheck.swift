import Basics

/// Compares the tables with the log inside the program: for the nightly check, after a restore, and in tests. The auditor's program
/// `scripts/verify-audit` asks the same questions and shares nothing with this one.
///
/// Hand in all entries in order, then all rows of all audited tables in any order, then `finish`. Holds about 60 bytes for each row record and 40 for
/// each row of a chunk. Belongs to one task at a time.
package final class LedgerCheck {
    private let hasher: TreeHasher
    private var edge = CompactRange()
    /// The number of the first row record of each entry among those of all entries, and one more.
    private var firsts: [Int] = [0]
    private var rows = LedgerPlaces()
    /// Hash of table and key of each row record.
    private var owners: [Int] = []
    private var chunks: [AuditPlace: LedgerChunk] = [:]
    package private(set) var findings: [LedgerFinding] = []

    package init() throws(Problem) { hasher = try TreeHasher() }

    package var size: Int64 { edge.size }

    /// The root over the entries so far; to be compared with the checkpoint of that size.
    package func root() throws(Problem) -> MerkleHash { try edge.root(hasher: hasher) }

    // MARK: - The log

    package func append(entry canonical: [UInt8]) throws(Problem) {
        let leaf = edge.size
        try edge.append(hasher.leaf(canonical), hasher: hasher)
        do throws(Problem) {
            let entry = try AuditEntry(canonical: canonical)
            guard entry.sequence == leaf else { throw TreeProblem.range("序号不对", "its number is another") }
            for record in entry.rows {
                if let previous = record.previous, let kind = end(previous, by: record) {
                    findings.append(LedgerFinding(kind, table: record.table, key: record.key, place: AuditPlace(leaf: leaf, index: 0)))
                }
                rows.append(record.commitment)
                owners.append(Self.owner(record.table, record.key))
            }
            for (number, record) in entry.chunks.enumerated() {
                chunks[AuditPlace(leaf: leaf, index: Int64(number + 1))] = LedgerChunk(record)
            }
        } catch {
            findings.append(LedgerFinding(.log, place: AuditPlace(leaf: leaf, index: 0)))
        }
        firsts.append(owners.count)
    }

    private static func owner(_ table: String, _ key: String) -> Int {
        var hasher = Hasher()
        hasher.combine(table)
        hasher.combine(key)
        return hasher.finalize()
    }

    /// Marks the state at a place as ended. `log` when the record's row was not in it, `edited` when the row had been edited before the record changed it.
    private func end(_ place: AuditPlace, by record: RowRecord) -> LedgerFinding.Kind? {
        if let (number, position) = place.inChunk {
            let name = AuditPlace(leaf: place.leaf, index: number)
            guard let chunk = chunks[name], position < chunk.places.states.count, chunk.record.table == record.table,
                let commitment = record.previousCommitment,
                chunk.places.states[Int(position)] == .written
            else { return .log }
            chunk.places.states[Int(position)] = .ended
            chunk.places.commitments[Int(position)] = commitment
            guard !chunk.mark(fits: commitment, at: Int(position)) else { return nil }
            chunk.isAccused = true
            return .edited
        }
        guard let at = number(of: place), owners[at] == Self.owner(record.table, record.key), rows.states[at] == .written else { return .log }
        rows.states[at] = .ended
        return rows.commitments[at] == record.previousCommitment ? nil : .edited
    }

    /// The number of a row record among all; nil when the log has no such place. An entry may end a state that it wrote itself.
    private func number(of place: AuditPlace) -> Int? {
        guard place.leaf >= 0, place.leaf < firsts.count, place.index >= 0, let leaf = Int(exactly: place.leaf) else { return nil }
        let end = leaf + 1 < firsts.count ? firsts[leaf + 1] : owners.count
        let (at, isTooMuch) = firsts[leaf].addingReportingOverflow(Int(place.index))
        return !isTooMuch && at < end && rows.states[at] != .nothing ? at : nil
    }

    // MARK: - The tables

    /// One row with its bookkeeping columns and the salt of the entry it names, nil when there is none.
    package func check(_ layout: RowLayout, key: String, values: [RowValue], leaf: Int64?, index: Int64?, salt: LeafSalt?) throws(Problem) {
        let rowSalt: RowSalt? = if let salt, let index { try salt.row(index: index, hasher: hasher) } else { nil }
        try check(layout, key: key, values: values, leaf: leaf, index: index, rowSalt: rowSalt)
    }

    package func check(_ layout: RowLayout, key: String, values: [RowValue], leaf: Int64?, index: Int64?, rowSalt: RowSalt?) throws(Problem) {
        guard let leaf, let index else { return findings.append(LedgerFinding(.added, table: layout.table, key: key, place: nil)) }
        let place = AuditPlace(leaf: leaf, index: index)
        let commitment: MerkleHash? =
            if let rowSalt { try hasher.keyed(rowSalt.key, layout.message(key: key, values: values)) } else { nil }
        let kind: LedgerFinding.Kind?
        if let (number, position) = place.inChunk {
            kind = checkInChunk(AuditPlace(leaf: leaf, index: number), Int(position), table: layout.table, commitment)
        } else {
            kind = checkRecorded(place, owner: Self.owner(layout.table, key), commitment)
        }
        if let kind { findings.append(LedgerFinding(kind, table: layout.table, key: key, place: place)) }
    }

    private func checkRecorded(_ place: AuditPlace, owner: Int, _ commitment: MerkleHash?) -> LedgerFinding.Kind? {
        guard let at = number(of: place) else { return .added }
        guard owners[at] == owner else { return .moved }
        guard rows.states[at] != .seen else { return .copied }
        let isEnded = rows.states[at] == .ended
        if !isEnded { rows.states[at] = .seen }
        guard let commitment else { return .unproved }
        guard commitment == rows.commitments[at] else { return .edited }
        return isEnded ? .rolledBack : nil
    }

    private func checkInChunk(_ name: AuditPlace, _ position: Int, table: String, _ commitment: MerkleHash?) -> LedgerFinding.Kind? {
        guard let chunk = chunks[name], position < chunk.places.states.count else { return .added }
        guard chunk.record.table == table else { return .moved }
        let state = chunk.places.states[position]
        guard state != .seen else { return .copied }
        guard let commitment else {
            chunk.isAccused = true
            if state != .ended { chunk.places.states[position] = .seen }
            return .unproved
        }
        if state == .ended { return commitment == chunk.places.commitments[position] ? .rolledBack : .edited }
        chunk.places.states[position] = .seen
        guard chunk.mark(fits: commitment, at: position) else {
            chunk.isAccused = true
            return .edited
        }
        chunk.places.commitments[position] = commitment
        return nil
    }

    // MARK: - The end

    /// What the tables lack, and the chunks that do not come out right. `entry` answers an entry's canonical bytes once more, to name a missing row.
    package func finish(entry: (Int64) throws -> [UInt8]) throws -> [LedgerFinding] {
        var leaf = 0
        for at in rows.states.indices where rows.states[at] == .written {
            while firsts[leaf + 1] <= at { leaf += 1 }
            let index = at - firsts[leaf]
            let records = try AuditEntry(canonical: entry(Int64(leaf))).rows
            let record = records.indices.contains(index) ? records[index] : nil
            findings.append(
                LedgerFinding(.deleted, table: record?.table, key: record?.key, place: AuditPlace(leaf: Int64(leaf), index: Int64(index))))
        }
        for (name, chunk) in chunks.sorted(by: { ($0.key.leaf, $0.key.index) < ($1.key.leaf, $1.key.index) }) {
            try finish(chunk, name: name)
        }
        return findings
    }

    private func finish(_ chunk: LedgerChunk, name: AuditPlace) throws(Problem) {
        var isWhole = !chunk.isAccused
        for position in chunk.places.states.indices where chunk.places.states[position] == .written {
            isWhole = false
            let index = AuditPlace.index(chunk: name.index, position: Int64(position)) ?? 0
            findings.append(LedgerFinding(.deleted, table: chunk.record.table, place: AuditPlace(leaf: name.leaf, index: index)))
        }
        guard isWhole else { return }
        var tree = CompactRange()
        for commitment in chunk.places.commitments { try tree.append(hasher.leaf(commitment), hasher: hasher) }
        if try tree.root(hasher: hasher) != chunk.record.root {
            let index = AuditPlace.index(chunk: name.index, position: 0) ?? 0
            findings.append(LedgerFinding(.edited, table: chunk.record.table, place: AuditPlace(leaf: name.leaf, index: index)))
        }
    }
}
