import Datasets
import Storage

/// Who belongs to which household of a register import, found from the keys of both files alone.
struct JoinedRows: Sendable {
    typealias Key = RegisterFileRows.Key

    struct Household: Sendable {
        var key: Key
        /// Its people in `people`; none for a number that stood in the file before.
        var members: Range<Int32>
    }

    /// In the order of their file.
    let households: [Household]
    /// By household, within one in the order of their file.
    private(set) var people: [Key]
    let chunks: [Range<Int>]
    /// Places in `households` and in `people` whose number stands in an earlier chunk as well. Found for the whole file at once, so that a chunk can
    /// be made ready before the register has the one before it.
    let repeatedHouseholds: Set<Int>
    let repeatedPeople: Set<Int32>
    /// People whose household is not in the file, in the order of theirs.
    let orphans: [Key]

    init(households: [Key], persons: [Key], chunkRows: Int) {
        let people = Self.sorted(persons)
        var met: Set<Int64> = []
        let places = households.map { key in
            Household(key: key, members: met.insert(key.household).inserted ? Self.range(of: key.household, in: people) : 0..<0)
        }
        let chunks = Self.chunks(of: chunkRows, places)
        (repeatedHouseholds, repeatedPeople) = Self.repeated(in: chunks, places, people)
        orphans = persons.filter { !met.contains($0.household) }
        (self.households, self.people, self.chunks) = (places, people, chunks)
    }

    func members(of chunk: Range<Int>) -> Int { households[chunk].reduce(0) { $0 + $1.members.count } }

    private static func sorted(_ persons: [Key]) -> [Key] {
        let isSorted = zip(persons, persons.dropFirst()).allSatisfy { $0.household <= $1.household }
        return isSorted ? persons : persons.sorted { ($0.household, $0.stretch, $0.row) < ($1.household, $1.stretch, $1.row) }
    }

    private static func range(of household: Int64, in people: [Key]) -> Range<Int32> {
        func first(_ isBehind: (Int64) -> Bool) -> Int32 {
            var low = 0
            var high = people.count
            while low < high {
                let middle = (low + high) / 2
                if isBehind(people[middle].household) { high = middle } else { low = middle + 1 }
            }
            return Int32(clamping: low)
        }
        return first { $0 >= household }..<first { $0 > household }
    }

    private static func chunks(of rows: Int, _ places: [Household]) -> [Range<Int>] {
        var chunks: [Range<Int>] = []
        var start = 0
        var gathered = 0
        for (place, household) in places.enumerated() {
            gathered += 1 + household.members.count
            guard gathered >= rows else { continue }
            chunks.append(start..<place + 1)
            (start, gathered) = (place + 1, 0)
        }
        if start < places.count { chunks.append(start..<places.count) }
        return chunks
    }

    private static func repeated(in chunks: [Range<Int>], _ places: [Household], _ people: [Key]) -> (Set<Int>, Set<Int32>) {
        var repeated: (households: Set<Int>, people: Set<Int32>) = ([], [])
        var numbers: Set<Int64> = []
        var identities: Set<Int64> = []
        for chunk in chunks {
            var here: [Int64] = []
            for place in chunk {
                if numbers.contains(places[place].key.household) { repeated.households.insert(place) }
                for member in places[place].members {
                    let identity = people[Int(member)].mark
                    guard identity >= 0 else { continue }
                    if identities.contains(identity) { repeated.people.insert(member) }
                    here.append(identity)
                }
            }
            numbers.formUnion(places[chunk].lazy.map(\.key.household))
            identities.formUnion(here)
        }
        return repeated
    }
}

extension JoinedRows {
    /// The fewest chunks whose people are brought together, and the most groups that are made of a file.
    private static let groupChunks = 3
    private static let mostGroups = 64

    /// Where the people are read from: their own file when it is about in the order of the households, else a copy in which the people of some chunks
    /// stand together, so that every stretch is opened about once however the file was sorted.
    mutating func brought(together persons: RegisterFileRows, in blobs: BlobStore, open most: Int) throws -> SealedStretches {
        let count = persons.stretches.count
        // A file that stays open as a whole, or that is in order but for its ends, needs no copy.
        guard people.count > most, stretchesOpened > 2 * count + chunks.count else { return persons.stretches }
        let size = max(Self.groupChunks, (chunks.count + Self.mostGroups - 1) / Self.mostGroups)
        let groups = stride(from: 0, to: chunks.count, by: size).map {
            chunks[$0].lowerBound..<chunks[min($0 + size, chunks.count) - 1].upperBound
        }
        // Which group a person is in, and who stands in which stretch; orphans are in no group.
        var places: [[(row: UInt32, person: Int32, group: UInt8)]] = Array(repeating: [], count: count)
        var largest = 0
        for (group, range) in groups.enumerated() {
            largest = max(largest, members(of: range))
            for household in households[range] {
                for person in household.members {
                    let key = people[Int(person)]
                    places[Int(key.stretch)].append((key.row, person, UInt8(group)))
                }
            }
        }
        let together = try SealedStretches(persons.cells.schema, in: blobs, open: max(most, largest * 5 / 2))
        for stretch in 0..<count {
            let segment = try persons.stretches.segment(stretch)
            for (_, rows) in Dictionary(grouping: places[stretch], by: \.group).sorted(by: { $0.key < $1.key }) {
                let number = UInt32(together.count)
                guard let part = segment.taking(rows.map { Int($0.row) }, sequence: Int(number) & 0xF_FFFF) else {
                    throw DamagedParts(what: "no memory")
                }
                try together.append(ParsedPart.encoded(part))
                for (row, place) in rows.enumerated() { (people[Int(place.person)].stretch, people[Int(place.person)].row) = (number, UInt32(row)) }
            }
            places[stretch] = []
        }
        return together
    }

    /// How many stretches of people all chunks would open, each for itself.
    private var stretchesOpened: Int {
        chunks.reduce(0) { sum, chunk in
            var met: Set<UInt32> = []
            for household in households[chunk] { for person in household.members { met.insert(people[Int(person)].stretch) } }
            return sum + met.count
        }
    }
}
