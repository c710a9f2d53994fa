import Actions
import Basics
import Storage

/// Writes the households of a chunk: a root hash for each table, one entry of the log for all.
struct ChunkWriter {
    let households: [HouseholdRecord]
    let day: CalendarDate
    let writing: Writing

    init(households: [HouseholdRecord], day: CalendarDate, in writing: Writing) {
        self.households = households
        self.day = day
        self.writing = writing
    }

    func write() throws {
        guard !households.isEmpty else { return }
        let ids = try Array(writing.newIDs(households.count, for: .households))
        try writing.insertChunk(
            into: .households,
            zip(ids, households).map { [.integer($0), .integer($1.number), .text("import"), .integer(writing.now.milliseconds), .integer(0)] })
        try writeHouseholds(ids)
        try writeLiving(ids)
        try writeMembers(ids)
        try writeIncome(ids)
        let changes = try writing.newIDs(households.count, for: .registerChanges)
        try writing.insertChunk(into: .registerChanges, zip(changes, ids).map { change(id: $0, household: $1) })
    }

    /// The register's file tells what holds since the household entered, as far as anybody knows.
    private func began(_ household: HouseholdRecord) -> CalendarDate {
        let entered = household.facts.date(.enteredOn) ?? household.facts.date(.identifiedOn) ?? day
        return min(entered, day)
    }

    private func writeHouseholds(_ households: [Int64]) throws {
        let rows = try writing.newIDs(households.count, for: HouseholdField.table)
        try writing.insertChunk(
            into: HouseholdField.table,
            zip(rows, zip(households, self.households)).map { row, pair in
                var facts = pair.1.facts
                if facts[.status] == .null { facts.set(.status, "unregistered") }
                return try VersionTable.row(
                    id: row, owner: pair.0, .init(from: began(pair.1), until: nil, facts: facts), known: writing.now, writing.vault)
            })
    }

    private func writeLiving(_ households: [Int64]) throws {
        let rows = try writing.newIDs(households.count, for: LivingField.table)
        try writing.insertChunk(
            into: LivingField.table,
            zip(rows, zip(households, self.households)).map { row, pair in
                try VersionTable.row(
                    id: row, owner: pair.0, .init(from: began(pair.1), until: nil, facts: pair.1.living), known: writing.now, writing.vault)
            })
    }

    private func writeMembers(_ households: [Int64]) throws {
        let count = self.households.reduce(0) { $0 + $1.members.count }
        var rows = try writing.newIDs(count, for: MemberField.table).makeIterator()
        var people = try NewMember.newNumbers(count, in: writing).makeIterator()
        var stored: [[Value]] = []
        stored.reserveCapacity(count)
        var entries: [PeopleIndex.Entry] = []
        entries.reserveCapacity(count)
        for (id, household) in zip(households, self.households) {
            let since = began(household)
            let region = household.facts.integer(.region) ?? 0
            for member in household.members {
                guard let row = rows.next(), let person = people.next() else { break }
                var facts = member.facts
                facts.set(.household, id)
                if facts[.joinedBy] == .null { facts.set(.joinedBy, "import") }
                if facts[.relation] == .null { facts.set(.relation, Relation.other) }
                let from = min(max(since, facts.date(.birthDate) ?? since), day)
                stored.append(
                    try VersionTable.row(id: row, owner: person, .init(from: from, until: nil, facts: facts), known: writing.now, writing.vault))
                entries.append(try .init(person: person, region: region, facts: facts, present: true, writing.vault))
            }
        }
        try writing.insertChunk(into: MemberField.table, stored)
        try PeopleIndex.write(entries, in: writing.transaction)
    }

    private func writeIncome(_ households: [Int64]) throws {
        let withSheets = zip(households, self.households).filter { $0.1.income != nil }
        let ids = try writing.newIDs(withSheets.count, for: .incomeSheets)
        var sheets: [[Value]] = []
        var items: [(sheet: Int64, code: String, fen: Int64)] = []
        for (id, pair) in zip(ids, withSheets) {
            guard let income = pair.1.income else { continue }
            sheets.append(sheet(id, household: pair.0, income, people: max(1, pair.1.members.count)))
            items += income.items.sorted { $0.key < $1.key }.map { (id, $0.key, $0.value) }
        }
        try writing.insertChunk(into: .incomeSheets, sheets)
        let numbers = try writing.newIDs(items.count, for: .incomeItems)
        try writing.insertChunk(
            into: .incomeItems, zip(numbers, items).map { [.integer($0), .integer($1.sheet), .text($1.code), .integer($1.fen), .null] })
    }

    private func sheet(_ id: Int64, household: Int64, _ income: IncomeRecord, people: Int) -> [Value] {
        let period = IncomePeriod(containing: day)
        return [
            .integer(id), .integer(household), .text(period.from.description), .text(period.until.description), .integer(Int64(people)),
            .integer(income.wage), .integer(income.business), .integer(income.property), .integer(income.transfer), .integer(income.other),
            .integer(income.cost), .integer(income.net), .integer(IncomePeriod.perHead(income.net, people: Int64(people))),
            income.compensation.value, income.selfPaid.value, .null, .integer(0), .integer(writing.now.milliseconds), .null,
        ]
    }

    private func change(id: Int64, household: Int64) -> [Value] {
        [
            .integer(id), .integer(household), .text(ChangeKind.imported.rawValue), .text(day.description), .integer(writing.now.milliseconds), .null,
            .integer(writing.actor.account), .null, .null, .null, .null, .null, .text("导入"), .null,
        ]
    }
}
