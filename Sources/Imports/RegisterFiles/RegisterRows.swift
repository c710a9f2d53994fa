import Basics
import Datasets
import Register
import Storage

/// Both files joined: each household of its file with its people, in the order of the file. In memory is who belongs to whom, some fifty bytes a
/// person; the cells are read back stretch by stretch. Read-only once made, so that several parts of it can be read at once.
struct RegisterRows: Sendable {
    private let households: RegisterFileRows
    private let persons: RegisterFileRows
    private let peopleIn: SealedStretches
    private let householdColumns: [ColumnReader<HouseholdColumn>]
    private let memberColumns: [ColumnReader<MemberColumn>]
    private let joined: JoinedRows
    /// The lines of people whose household is not in the file.
    let orphans: [Int64]

    /// Stretches of households with about as many rows of both files as were asked for.
    var chunks: [Range<Int>] { joined.chunks }

    /// `open`: how many rows may be in memory, about.
    init(
        households: RegisterFileRows, persons: RegisterFileRows, chunkRows: Int, blobs: BlobStore, open most: Int = SealedStretches.most
    ) throws {
        (self.households, self.persons) = (households, persons)
        householdColumns = ColumnReader.all(of: households) { HouseholdColumn($0) }
        memberColumns = ColumnReader.all(of: persons) { MemberColumn($0) }
        var joined = JoinedRows(households: households.keys, persons: persons.keys, chunkRows: chunkRows)
        var orphans: [Int64] = []
        for key in joined.orphans { orphans.append(Self.line(try persons.stretches.segment(Int(key.stretch)), Int(key.row))) }
        self.orphans = orphans
        peopleIn = try joined.brought(together: persons, in: blobs, open: most)
        self.joined = joined
    }

    /// The regions that households of the file are in.
    var villages: Set<Int64> { Set(households.keys.lazy.map(\.mark).filter { $0 >= 0 }) }

    /// How many people the households of a stretch have.
    func members(of chunk: Range<Int>) -> Int { joined.members(of: chunk) }

    /// One household read, or why not; and everybody of it who could not be read.
    struct Read: Sendable {
        var record: HouseholdRecord?
        var problem: (column: String, problem: Problem)?
        var line: Int64
        var personLines: [Int64] = []
        var rejects: [(line: Int64, column: String, problem: Problem)] = []
    }

    /// Reads the households of a chunk in turn.
    func read(_ chunk: Range<Int>) throws -> [Read] {
        var columns = householdColumns
        var memberColumns = memberColumns
        var homes = NearStretch(households.stretches)
        var people = NearStretch(peopleIn)
        return try chunk.map { number in
            let place = joined.households[number]
            let segment = try homes.segment(place.key.stretch)
            let row = Int(place.key.row)
            var record = HouseholdRecord(number: place.key.household, line: Self.line(segment, row))
            record.standsEarlier = joined.repeatedHouseholds.contains(number)
            var read = Read(line: record.line)
            for index in columns.indices {
                do throws(Problem) {
                    guard let value = try columns[index].value(segment, row, in: households.cells) else { continue }
                    record.set(columns[index].column, value)
                } catch {
                    read.problem = (columns[index].name, error)
                    break
                }
            }
            record.members.reserveCapacity(place.members.count)
            for member in place.members {
                let key = joined.people[Int(member)]
                guard var person = readMember(try people.segment(key.stretch), Int(key.row), &memberColumns, &read) else { continue }
                person.standsEarlier = joined.repeatedPeople.contains(member)
                record.members.append(person)
            }
            read.record = record
            return read
        }
    }

    private func readMember(
        _ segment: Segment, _ row: Int, _ columns: inout [ColumnReader<MemberColumn>], _ read: inout Read
    ) -> MemberRecord? {
        let line = Self.line(segment, row)
        read.personLines.append(line)
        var record = MemberRecord(line: line)
        for index in columns.indices {
            do throws(Problem) {
                guard let value = try columns[index].value(segment, row, in: persons.cells) else { continue }
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

/// The stretch that was read last: the next row is nearly always in it.
private struct NearStretch {
    private let stretches: SealedStretches
    private var last: (number: UInt32, segment: Segment)?

    init(_ stretches: SealedStretches) { self.stretches = stretches }

    mutating func segment(_ number: UInt32) throws -> Segment {
        if let last, last.number == number { return last.segment }
        let segment = try stretches.segment(Int(number))
        last = (number, segment)
        return segment
    }
}
