import Actions

/// Numbers for the rows of many households, and of their people.
package struct ChunkNumbers: Sendable {
    private(set) var households: Range<Int64>
    private(set) var versions: Range<Int64>
    private(set) var living: Range<Int64>
    private(set) var members: Range<Int64>
    private(set) var people: Range<Int64>
    private(set) var sheets: Range<Int64>
    private(set) var items: Range<Int64>
    private(set) var changes: Range<Int64>

    /// How much is wanted of each table, in the order of the properties. Not every household has a sheet, nor every sheet an item.
    private static func wanted(households: Int, members: Int, sheets: Int, items: Int) -> [(table: AuditedTable, count: Int)] {
        [
            (.households, households), (HouseholdField.table, households), (LivingField.table, households), (MemberField.table, members),
            (NewMember.people, members), (.incomeSheets, sheets), (.incomeItems, items), (.registerChanges, households),
        ]
    }

    private init(_ ranges: [Range<Int64>]) {
        (households, versions, living, members) = (ranges[0], ranges[1], ranges[2], ranges[3])
        (people, sheets, items, changes) = (ranges[4], ranges[5], ranges[6], ranges[7])
    }

    /// Exactly what some households need, inside their transaction.
    init(for taken: [HouseholdRecord], in writing: Writing) throws {
        let wanted = Self.wanted(
            households: taken.count, members: taken.reduce(0) { $0 + $1.members.count }, sheets: taken.count { $0.income != nil },
            items: taken.reduce(0) { $0 + ($1.income?.items.count ?? 0) })
        self.init(try wanted.map { try writing.newIDs($0.count, for: $0.table) })
    }

    /// At least what a whole file needs, before any of it is written.
    package static func reserve(households: Int, members: Int, at desk: Desk) async throws -> ChunkNumbers {
        let wanted = wanted(households: households, members: members, sheets: households, items: households * IncomeRecord.mostItems)
        return ChunkNumbers(try await desk.reserve(wanted))
    }

    /// Takes from the beginning what so many households and people need; less if there is less.
    package mutating func take(households count: Int, members: Int) -> ChunkNumbers {
        func first(_ range: inout Range<Int64>, _ count: Int) -> Range<Int64> {
            let end = range.lowerBound + Int64(min(count, range.count))
            defer { range = end..<range.upperBound }
            return range.lowerBound..<end
        }
        return ChunkNumbers([
            first(&households, count), first(&versions, count), first(&living, count), first(&self.members, members), first(&people, members),
            first(&sheets, count), first(&items, count * IncomeRecord.mostItems), first(&changes, count),
        ])
    }

    /// Whether there is a number for every row of these households.
    func suffice(for taken: [HouseholdRecord]) -> Bool {
        let people = taken.reduce(0) { $0 + $1.members.count }
        let items = taken.reduce(0) { $0 + ($1.income?.items.count ?? 0) }
        return households.count >= taken.count && members.count >= people && self.items.count >= items
    }
}
