import Basics
import Datasets
import Register

/// The accepted rows of both files, joined: each household of its file with its people, in the order of the file. Read-only once made, so that several
/// stretches of it can be read at once.
struct RegisterRows: Sendable {
    private let households: CellTexts
    private let persons: CellTexts
    private let householdColumns: [ColumnReader<HouseholdColumn>]
    private let memberColumns: [ColumnReader<MemberColumn>]
    private let places: [Household]
    private let people: [Member]
    /// Stretches of households with about as many rows of both files as were asked for.
    let chunks: [Range<Int>]
    /// Places in `places` and in `people` whose number stands in an earlier chunk as well.
    private let repeated: (households: Set<Int>, people: Set<Int32>)
    /// The lines of people whose household is not in the file.
    let orphans: [Int64]

    private struct Member: Sendable {
        var household: Int64
        var segment: UInt32
        var row: UInt32
    }

    private struct Household: Sendable {
        var number: Int64
        var segment: UInt32
        var row: UInt32
        /// Its people in `people`; none for a number that stood in the file before.
        var members: Range<Int32>
    }

    /// Nil when a file lacks the column that joins them.
    init?(households: CellTexts, persons: CellTexts, chunkRows: Int) {
        guard let own = households.schema.columns.firstIndex(where: { $0.name == "household_id" }),
            let theirs = persons.schema.columns.firstIndex(where: { $0.name == "household_id" })
        else { return nil }
        (self.households, self.persons) = (households, persons)
        householdColumns = ColumnReader.all(of: households, but: own) { HouseholdColumn($0) }
        memberColumns = ColumnReader.all(of: persons, but: theirs) { MemberColumn($0) }
        people = Self.people(of: persons, joinedBy: theirs)
        var places: [Household] = []
        places.reserveCapacity(households.segments.reduce(0) { $0 + $1.count })
        var met: Set<Int64> = []
        for (index, segment) in households.segments.enumerated() {
            for row in 0..<segment.count {
                let number = households.number(segment, own, row) ?? 0
                let members = met.insert(number).inserted ? Self.range(of: number, in: people) : 0..<0
                places.append(Household(number: number, segment: UInt32(index), row: UInt32(row), members: members))
            }
        }
        self.places = places
        chunks = Self.chunks(of: chunkRows, places)
        repeated = Self.repeated(in: chunks, places, people, persons)
        orphans = people.filter { !met.contains($0.household) }.map { Self.line(persons.segments[Int($0.segment)], Int($0.row)) }.sorted()
    }

    /// Everybody by household, within one in the order of the file.
    private static func people(of persons: CellTexts, joinedBy column: Int) -> [Member] {
        var people: [Member] = []
        people.reserveCapacity(persons.segments.reduce(0) { $0 + $1.count })
        var isSorted = true
        for (index, segment) in persons.segments.enumerated() {
            for row in 0..<segment.count {
                let household = persons.number(segment, column, row) ?? 0
                if let last = people.last, household < last.household { isSorted = false }
                people.append(Member(household: household, segment: UInt32(index), row: UInt32(row)))
            }
        }
        if !isSorted { people.sort { ($0.household, $0.segment, $0.row) < ($1.household, $1.segment, $1.row) } }
        return people
    }

    private static func range(of household: Int64, in people: [Member]) -> Range<Int32> {
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

    /// Found here for the whole file at once, so that a chunk can be made ready before the register has the one before it.
    private static func repeated(
        in chunks: [Range<Int>], _ places: [Household], _ people: [Member], _ persons: CellTexts
    ) -> (households: Set<Int>, people: Set<Int32>) {
        let column = persons.schema.columns.firstIndex { $0.name == "id_number" }
        var repeated: (households: Set<Int>, people: Set<Int32>) = ([], [])
        var numbers: Set<Int64> = []
        var identities: Set<Int64> = []
        for chunk in chunks {
            var here: [Int64] = []
            for place in chunk {
                if numbers.contains(places[place].number) { repeated.households.insert(place) }
                guard let column else { continue }
                for member in places[place].members {
                    let place = people[Int(member)]
                    guard let identity = persons.identity(persons.segments[Int(place.segment)], column, Int(place.row)) else { continue }
                    if identities.contains(identity) { repeated.people.insert(member) }
                    here.append(identity)
                }
            }
            numbers.formUnion(places[chunk].lazy.map(\.number))
            identities.formUnion(here)
        }
        return repeated
    }

    /// The regions that households of the file are in.
    var villages: Set<Int64> {
        guard let column = households.schema.columns.firstIndex(where: { $0.name == "village_code" }) else { return [] }
        var villages: Set<Int64> = []
        for segment in households.segments {
            for row in 0..<segment.count { if let village = households.number(segment, column, row) { villages.insert(village) } }
        }
        return villages
    }

    /// How many people the households of a stretch have.
    func members(of chunk: Range<Int>) -> Int { places[chunk].reduce(0) { $0 + $1.members.count } }

    /// One household read, or why not; and everybody of it who could not be read.
    struct Read: Sendable {
        var record: HouseholdRecord?
        var problem: (column: String, problem: Problem)?
        var line: Int64
        var personLines: [Int64] = []
        var rejects: [(line: Int64, column: String, problem: Problem)] = []
    }

    /// Reads the households of a stretch in turn.
    func read(_ chunk: Range<Int>) -> [Read] {
        var columns = householdColumns
        var memberColumns = memberColumns
        return chunk.map { number in
            let place = places[number]
            let segment = households.segments[Int(place.segment)]
            let row = Int(place.row)
            let line = Self.line(segment, row)
            var record = HouseholdRecord(number: place.number, line: line)
            record.standsEarlier = repeated.households.contains(number)
            var read = Read(line: line)
            for index in columns.indices {
                do throws(Problem) {
                    guard let value = try columns[index].value(segment, row, in: households) else { continue }
                    record.set(columns[index].column, value)
                } catch {
                    read.problem = (columns[index].name, error)
                    break
                }
            }
            record.members.reserveCapacity(place.members.count)
            for member in place.members {
                guard var person = readMember(people[Int(member)], &memberColumns, &read) else { continue }
                person.standsEarlier = repeated.people.contains(member)
                record.members.append(person)
            }
            read.record = record
            return read
        }
    }

    private func readMember(_ place: Member, _ columns: inout [ColumnReader<MemberColumn>], _ read: inout Read) -> MemberRecord? {
        let segment = persons.segments[Int(place.segment)]
        let row = Int(place.row)
        let line = Self.line(segment, row)
        read.personLines.append(line)
        var record = MemberRecord(line: line)
        for index in columns.indices {
            do throws(Problem) {
                guard let value = try columns[index].value(segment, row, in: persons) else { continue }
                record.set(columns[index].column, value)
            } catch {
                read.rejects.append((line, columns[index].name, error))
                return nil
            }
        }
        return record
    }

    private static func line(_ segment: Segment, _ row: Int) -> Int64 { Int64(segment.lines?[row] ?? 0) }
}
