import Actions
import Basics
import Datasets

/// Counts whom the rows of a delivery speak of while its parts go by. What is remembered of a person is a number and a township, never a name.
struct PeopleMatching {
    private let owner: OwnerColumn
    private let name: Int?
    private let lookup: PeopleLookup
    private var known: [IdentityKey: Known] = [:]
    private(set) var result = PeopleMatch()
    private var met: Set<Int64> = []

    private struct Known {
        /// Nil for somebody outside the register.
        var person: Int64?
        var township: Int64
        var name: Int
    }

    /// Nil for a source whose rows belong to nobody.
    init?(_ schema: SourceSchema, lookup: @escaping PeopleLookup) {
        guard let owner = OwnerColumn(schema), owner.isOfPeople else { return nil }
        self.owner = owner
        name = schema.columns.firstIndex { $0.kind == .text && ["name", "person_name", "owner_name"].contains($0.name) }
        self.lookup = lookup
    }

    /// The people of these rows that have not been asked for yet.
    func unknown(in segment: Segment) -> [IdentityKey] {
        var found: Set<IdentityKey> = []
        forEach(segment) { _, key in if let key, known[key] == nil { found.insert(key) } }
        return Array(found)
    }

    mutating func learn(_ keys: [IdentityKey], _ people: [IdentityKey: RegisteredPerson]) {
        for key in keys {
            let person = people[key]
            known[key] = Known(person: person?.person, township: (person?.region.number ?? 0) / 1000 * 1000, name: person?.name.hashValue ?? 0)
        }
    }

    /// Counts a part whose people are all known.
    mutating func count(_ segment: Segment) {
        var counted = result
        var people: [Int64] = []
        forEach(segment) { row, key in
            guard let key, let someone = known[key], let person = someone.person else {
                counted.unmatched += 1
                return
            }
            counted.rows += 1
            counted.places[someone.township, default: 0] += 1
            people.append(person)
            if let name, let text = Self.text(segment, name, row), text.hashValue != someone.name { counted.otherName += 1 }
        }
        result = counted
        met.formUnion(people)
        result.people = Int64(met.count)
    }

    private func forEach(_ segment: Segment, _ body: (Int, IdentityKey?) -> Void) {
        owner.forEach(segment) { row, value in body(row, value.flatMap { IdentityKey(value: $0) }) }
    }

    private static func text(_ segment: Segment, _ column: Int, _ row: Int) -> String? {
        guard let values = segment.columns[column]?.values else { return nil }
        let view = values.assumingMemoryBound(to: TextView.self)[row]
        guard !view.isAbsent else { return nil }
        if !view.isInline { return String(decoding: segment.heap[view.offset..<view.offset + view.length], as: UTF8.self) }
        return withUnsafeBytes(of: view) { String(decoding: $0[4..<4 + view.length], as: UTF8.self) }
    }
}

/// Who of some people is in the register, within the scope of whoever handed the file over.
struct FindRegistered: Query {
    static let permission = Permission.deliverySubmit
    var keys: [IdentityKey]
    var lookup: PeopleLookup

    func answer(in reading: Reading) throws -> [IdentityKey: RegisteredPerson] { try lookup(keys, reading) }
}
