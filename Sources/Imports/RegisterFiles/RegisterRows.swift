import Basics
import Datasets
import Register

/// The accepted rows of both files, joined: each household of its file with its people, in the order of the file.
struct RegisterRows {
    let households: CellTexts
    let persons: CellTexts
    private let householdNumber: Int
    private let personHousehold: Int
    private var byHousehold: [Member]

    private struct Member {
        var household: Int64
        var segment: UInt32
        var row: UInt32
    }

    /// Nil when a file lacks the column that joins them.
    init?(households: CellTexts, persons: CellTexts) {
        guard let own = households.schema.columns.firstIndex(where: { $0.name == "household_id" }),
            let theirs = persons.schema.columns.firstIndex(where: { $0.name == "household_id" })
        else { return nil }
        (self.households, self.persons, householdNumber, personHousehold) = (households, persons, own, theirs)
        byHousehold = []
        byHousehold.reserveCapacity(persons.segments.reduce(0) { $0 + $1.count })
        for (index, segment) in persons.segments.enumerated() {
            for row in 0..<segment.count {
                let household = persons.number(segment, theirs, row) ?? 0
                byHousehold.append(Member(household: household, segment: UInt32(index), row: UInt32(row)))
            }
        }
        // Within a household in the order of the file.
        byHousehold.sort { ($0.household, $0.segment, $0.row) < ($1.household, $1.segment, $1.row) }
    }

    /// One household read, or why not; and everybody of it who could not be read.
    struct Read {
        var record: HouseholdRecord?
        var problem: (column: String, problem: Problem)?
        var line: Int64
        var personLines: [Int64] = []
        var rejects: [(line: Int64, column: String, problem: Problem)] = []
    }

    /// Gives every household in turn; at the end the lines of people whose household is not in the file.
    func forEach(_ body: (Read) async throws -> Void) async throws -> [Int64] {
        var met: Set<Int64> = []
        let columns = households.columns
        let memberColumns = persons.columns.filter { $0 != personHousehold }
        for segment in households.segments {
            for row in 0..<segment.count {
                let number = households.number(segment, householdNumber, row) ?? 0
                let isFirst = met.insert(number).inserted
                var read = Read(record: HouseholdRecord(number: number, line: Self.line(segment, row)), line: Self.line(segment, row))
                for column in columns where column != householdNumber {
                    guard let text = households.text(segment, column, row) else { continue }
                    do throws(Problem) { try read.record?.set(households.schema.columns[column].name, text) } catch {
                        read.problem = (households.schema.columns[column].name, error)
                        break
                    }
                }
                if isFirst { addMembers(of: number, memberColumns, to: &read) }
                try await body(read)
            }
        }
        return byHousehold.filter { !met.contains($0.household) }.map { Self.line(persons.segments[Int($0.segment)], Int($0.row)) }.sorted()
    }

    private func addMembers(of household: Int64, _ columns: [Int], to read: inout Read) {
        for place in range(of: household) {
            let member = byHousehold[place]
            let segment = persons.segments[Int(member.segment)]
            let row = Int(member.row)
            let line = Self.line(segment, row)
            read.personLines.append(line)
            var record = MemberRecord(line: line)
            var isRead = true
            for column in columns {
                guard let text = persons.text(segment, column, row) else { continue }
                do throws(Problem) { try record.set(persons.schema.columns[column].name, text) } catch {
                    read.rejects.append((line, persons.schema.columns[column].name, error))
                    isRead = false
                    break
                }
            }
            if isRead { read.record?.members.append(record) }
        }
    }

    private func range(of household: Int64) -> Range<Int> {
        func first(_ isBehind: (Int64) -> Bool) -> Int {
            var low = 0
            var high = byHousehold.count
            while low < high {
                let middle = (low + high) / 2
                if isBehind(byHousehold[middle].household) { high = middle } else { low = middle + 1 }
            }
            return low
        }
        return first { $0 >= household }..<first { $0 > household }
    }

    private static func line(_ segment: Segment, _ row: Int) -> Int64 { Int64(segment.lines?[row] ?? 0) }
}
