import Actions
import Basics
import Storage

/// The rows of all tables that some households of a file become: numbered, sealed, ready to be written.
struct ChunkRows {
    /// In the order in which they are written, so that what is referred to is there.
    private(set) var tables: [(table: AuditedTable, rows: [[Value]])] = []
    private(set) var people: [PeopleIndex.Entry] = []
    private let households: [HouseholdRecord]
    private let numbers: ChunkNumbers
    private let origin: Origin

    /// What the rows say of their import.
    struct Origin: Sendable {
        /// The day the file tells of.
        var day: CalendarDate
        var known: Moment
        var account: Int64
    }

    init(_ households: [HouseholdRecord], _ numbers: ChunkNumbers, _ origin: Origin, _ vault: Vault) throws {
        (self.households, self.numbers, self.origin) = (households, numbers, origin)
        guard !households.isEmpty else { return }
        guard numbers.suffice(for: households) else { throw StorageProblem.misuse("fewer numbers than rows in a chunk of the register") }
        add(.households, numbered { id, _, household in thread(id, household) })
        let versions = VersionRows<HouseholdField>(known: origin.known, vault)
        add(HouseholdField.table, try numbered(numbers.versions) { try version(of: $2, id: $0, row: $1, versions) })
        let living = VersionRows<LivingField>(known: origin.known, vault)
        add(
            LivingField.table,
            try numbered(numbers.living) { id, row, household in
                try living.row(id: row, owner: id, .init(from: began(household), until: nil, facts: household.living))
            })
        try addMembers(vault)
        addIncome()
        add(.registerChanges, numbered(numbers.changes) { id, row, _ in change(id: row, household: id) })
    }

    private mutating func add(_ table: AuditedTable, _ rows: [[Value]]) { tables.append((table, rows)) }

    /// A row for each household: its number, and the number of the row.
    private func numbered(_ rows: Range<Int64>? = nil, _ row: (Int64, Int64, HouseholdRecord) throws -> [Value]) rethrows -> [[Value]] {
        try zip(zip(numbers.households, rows ?? numbers.households), households).map { try row($0.0, $0.1, $1) }
    }

    private func thread(_ id: Int64, _ household: HouseholdRecord) -> [Value] {
        [.integer(id), .integer(household.number), .text("import"), .integer(origin.known.milliseconds), .integer(0)]
    }

    private func version(of household: HouseholdRecord, id: Int64, row: Int64, _ rows: VersionRows<HouseholdField>) throws -> [Value] {
        var facts = household.facts
        if facts[.status].isNull { facts.set(.status, "unregistered") }
        return try rows.row(id: row, owner: id, .init(from: began(household), until: nil, facts: facts))
    }

    /// The register's file tells what holds since the household entered, as far as anybody knows.
    private func began(_ household: HouseholdRecord) -> CalendarDate {
        let entered = household.facts.date(.enteredOn) ?? household.facts.date(.identifiedOn) ?? origin.day
        return min(entered, origin.day)
    }

    private mutating func addMembers(_ vault: Vault) throws {
        let versions = VersionRows<MemberField>(known: origin.known, vault)
        var next = zip(numbers.members, numbers.people).makeIterator()
        var rows: [[Value]] = []
        for (id, household) in zip(numbers.households, households) {
            let since = began(household)
            let region = household.facts.integer(.region) ?? 0
            for member in household.members {
                guard let (row, person) = next.next() else { break }
                var facts = member.facts
                facts.set(.household, id)
                if facts[.joinedBy].isNull { facts.set(.joinedBy, "import") }
                if facts[.relation].isNull { facts.set(.relation, Relation.other) }
                let from = min(max(since, facts.date(.birthDate) ?? since), origin.day)
                rows.append(try versions.row(id: row, owner: person, .init(from: from, until: nil, facts: facts)))
                people.append(try .init(person: person, region: region, facts: facts, identity: member.identity, present: true, vault))
            }
        }
        add(MemberField.table, rows)
    }

    private mutating func addIncome() {
        var sheets: [[Value]] = []
        var items: [[Value]] = []
        var nextSheet = numbers.sheets.makeIterator()
        var nextItem = numbers.items.makeIterator()
        for (household, record) in zip(numbers.households, households) {
            guard let income = record.income, let id = nextSheet.next() else { continue }
            sheets.append(sheet(id, household: household, income, people: max(1, record.members.count)))
            for (code, fen) in income.items.sorted(by: { $0.key < $1.key }) {
                guard let item = nextItem.next() else { break }
                items.append([.integer(item), .integer(id), .text(code), .integer(fen), .null])
            }
        }
        add(.incomeSheets, sheets)
        add(.incomeItems, items)
    }

    private func sheet(_ id: Int64, household: Int64, _ income: IncomeRecord, people: Int) -> [Value] {
        let period = IncomePeriod(containing: origin.day)
        return [
            .integer(id), .integer(household), .text(period.from.description), .text(period.until.description), .integer(Int64(people)),
            .integer(income.wage), .integer(income.business), .integer(income.property), .integer(income.transfer), .integer(income.other),
            .integer(income.cost), .integer(income.net), .integer(IncomePeriod.perHead(income.net, people: Int64(people))),
            income.compensation.value, income.selfPaid.value, .null, .integer(0), .integer(origin.known.milliseconds), .null,
        ]
    }

    private func change(id: Int64, household: Int64) -> [Value] {
        [
            .integer(id), .integer(household), .text(ChangeKind.imported.rawValue), .text(origin.day.description),
            .integer(origin.known.milliseconds), .null, .integer(origin.account), .null, .null, .null, .null, .null, .text("导入"), .null,
        ]
    }
}
