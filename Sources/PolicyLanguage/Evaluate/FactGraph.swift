/// The facts that one evaluation sees: records that belong to one another, as the register and the departments tell them.
///
/// A person belongs to a household, a household to a village, a dataset's row to whom it matched. Links follow from that alone, by the
/// names the vocabulary gives, and are looked up when an expression asks.
package struct FactGraph: Sendable {
    /// Which record of its graph.
    package struct RecordID: Hashable, Sendable {
        let place: Int
    }

    /// Where a record was read.
    package struct Origin: Hashable, Sendable {
        package var source: String
        package var file: String
        package var line: Int
        package init(source: String, file: String, line: Int) {
            self.source = source
            self.file = file
            self.line = line
        }
    }

    package struct Record: Sendable {
        /// `person`, `household`, `village` or a dataset's name.
        package var kind: String
        /// Values by column; an empty cell is left out.
        package var fields: [String: Value]
        package var owner: RecordID?
        package var origin: Origin?
        /// Records that belong to this one, directly or through others, by kind, in the order in which they were added.
        fileprivate var belongings: [String: [RecordID]] = [:]
    }

    /// What stands behind a dot.
    enum Member {
        case value(Value)
        /// An empty cell, or a row that matched nobody.
        case absent
        case unknown
    }

    package let vocabulary: Vocabulary
    private var records: [Record] = []

    package init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    package subscript(id: RecordID) -> Record { records[id.place] }

    /// Adds a record. Its owner comes first: the village, then the household, then the person, then the person's rows.
    package mutating func add(
        _ kind: String, fields: [String: Value], owner: RecordID? = nil, origin: Origin? = nil
    ) -> RecordID {
        let id = RecordID(place: records.count)
        let known = owner.flatMap { records.indices.contains($0.place) ? $0 : nil }
        records.append(Record(kind: kind, fields: fields, owner: known, origin: origin))
        var above = known
        while let place = above?.place {
            records[place].belongings[kind, default: []].append(id)
            above = records[place].owner
        }
        return id
    }

    /// Sets a column of a record that is there already.
    package mutating func set(_ field: String, of id: RecordID, to value: Value) { records[id.place].fields[field] = value }

    /// A column or link of a record.
    func member(_ name: String, of id: RecordID) -> Member {
        let record = records[id.place]
        if let value = record.fields[name] { return .value(value) }
        guard let known = vocabulary.member(name, of: record.kind) else { return .unknown }
        switch known.type {
        case .list(.record(let kind)): return .value(.list((record.belongings[kind] ?? []).map(Value.record)))
        case .record(let kind): return owner(of: id, kind: kind).map { .value(.record($0)) } ?? .absent
        default: return .absent
        }
    }

    /// The nearest record of a kind that this one belongs to.
    package func owner(of id: RecordID, kind: String) -> RecordID? {
        var above = records[id.place].owner
        while let id = above {
            if records[id.place].kind == kind { return id }
            above = records[id.place].owner
        }
        return nil
    }
}
