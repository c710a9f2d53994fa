import Actions
import Basics
import Storage

/// A change of a household under way: what is believed of it and its people, and the steps that every kind of change is made of.
final class HouseholdChange {
    let writing: Writing
    let thread: HouseholdThread
    private(set) var household: [Version<HouseholdField>]
    private(set) var members: [Version<MemberField>]
    private let on: CalendarDate
    private let hadHead: Bool
    private var touched: Set<Int64> = []

    /// Checks what all kinds have in common: the household exists, the day has come and lies in the household's time, the reason is given.
    convenience init(_ act: some HouseholdAct, in writing: Writing) throws {
        try self.init(act.household, on: act.on, reason: act.reason, in: writing)
        try RegisterRules.check(day: act.on, today: writing.today, since: household.first?.validFrom)
        if let ended = thread.endedOn { throw Refusal.conflict(RegisterProblems.ended(ended)) }
    }

    /// A correction may speak of any time, and of a household that has ended.
    convenience init(correcting act: CorrectFact, in writing: Writing) throws {
        try self.init(act.household, on: writing.today, reason: act.reason, in: writing)
        if let from = act.from { try RegisterRules.check(day: from, today: writing.today, since: nil, field: "from") }
    }

    private init(_ id: Int64, on day: CalendarDate, reason: String, in writing: Writing) throws {
        self.writing = writing
        on = day
        guard let thread = try HouseholdThread.find(id, in: writing.reading) else { throw Refusal.notFound }
        self.thread = thread
        household = try VersionTable.believed(of: [thread.id], in: writing.reading)
        members = try Self.members(of: thread.id, in: writing.reading)
        hadHead = Self.lives(members, in: id, on: day).contains { $0.facts.text(.relation) == Relation.head }
        try RegisterRules.check(reason: reason)
        writing.subject = "household/\(thread.id)"
    }

    /// What is believed of everybody who was ever in the household: all their versions, those in other households too.
    private static func members(of household: Int64, in reading: Reading) throws -> [Version<MemberField>] {
        let people = try reading.rows(
            "SELECT DISTINCT v.person FROM members v WHERE v.household = \(household) AND v.known_until_ms IS NULL"
        ).map { try $0.integer("person") }
        return try VersionTable.believed(of: people, in: reading)
    }

    /// Facts of the household as they are from the day on.
    var facts: Facts<HouseholdField> { household.last { $0.isValid(on: on) }?.facts ?? household.last?.facts ?? Facts() }

    /// Who lives here on the day of the change.
    var present: [Version<MemberField>] { Self.lives(members, in: thread.id, on: on) }

    private static func lives(_ members: [Version<MemberField>], in household: Int64, on day: CalendarDate) -> [Version<MemberField>] {
        members.filter { $0.isValid(on: day) && $0.facts.integer(.household) == household }
    }

    var head: Version<MemberField>? { present.first { $0.facts.text(.relation) == Relation.head } }

    /// One who lives here on the day, or the refusal of the field that named somebody else.
    func present(_ person: Int64, field: String) throws -> Version<MemberField> {
        guard let member = present.first(where: { $0.owner == person }) else { throw Refusal.invalid(field, RegisterProblems.notAMember) }
        return member
    }

    /// Changes facts of the household from the day of the change.
    func change(_ changes: [HouseholdField: Value]) throws { try correct(from: on, until: nil, changes) }

    /// Changes facts of a person from the day of the change.
    func change(person: Int64, _ changes: [MemberField: Value]) throws { try correct(person: person, from: on, until: nil, changes) }

    /// Changes facts of the household in a span of days; false if they were so already.
    @discardableResult
    func correct(from: CalendarDate?, until: CalendarDate?, _ changes: [HouseholdField: Value]) throws -> Bool {
        let revision = Revision.changing(household, from: from, until: until) { $0.changed(changes) }
        try VersionTable.apply(revision, owner: thread.id, to: household, in: writing)
        household = try VersionTable.believed(of: [thread.id], in: writing.reading)
        return !revision.isEmpty
    }

    /// The same for a person.
    @discardableResult
    func correct(person: Int64, from: CalendarDate?, until: CalendarDate?, _ changes: [MemberField: Value]) throws -> Bool {
        let revision = Revision.changing(try believed(of: person), from: from, until: until) { $0.changed(changes) }
        try apply(revision, person)
        return !revision.isEmpty
    }

    /// Somebody is in the register from the day on.
    func begin(person: Int64, _ facts: Facts<MemberField>) throws { try apply(.beginning(on, facts), person) }

    /// Somebody is in the register no more from the day on.
    func end(person: Int64, by leaving: String) throws {
        try apply(Revision.ending(believed(of: person), on: on) { $0.changed([.leftBy: .text(leaving)]) }, person)
    }

    /// The household ends; its versions stay.
    func end(by ending: String) throws {
        let revision = Revision.ending(household, on: on) { $0.changed([.endedBy: .text(ending)]) }
        try VersionTable.apply(revision, owner: thread.id, to: household, in: writing)
    }

    private func believed(of person: Int64) throws -> [Version<MemberField>] {
        let known = members.filter { $0.owner == person }
        return try known.isEmpty ? VersionTable.believed(of: [person], in: writing.reading) : known
    }

    private func apply(_ revision: Revision<MemberField>, _ person: Int64) throws {
        try VersionTable.apply(revision, owner: person, to: believed(of: person), in: writing)
        members.removeAll { $0.owner == person }
        members += try VersionTable.believed(of: [person], in: writing.reading)
        touched.insert(person)
    }

    /// Ends the change: the household has one head or nobody, the record is written, the search finds people where they are.
    func close(_ record: ChangeRecord) throws {
        let heads = present.count { $0.facts.text(.relation) == Relation.head }
        // A file may bring a household without a head; that is a fault of the file, which no birth can mend.
        if heads > 0 || hadHead { try RegisterRules.check(heads: heads, of: present.count) }
        try record.write(household: thread.id, in: writing)
        try writing.change(.households, id: thread.id, ["changes": thread.changes + 1])
        try PeopleIndex.refresh(touched, in: writing)
    }
}
