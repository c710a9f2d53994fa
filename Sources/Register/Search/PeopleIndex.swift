import Actions
import Basics
import Storage

/// Keeps `people_index` in step with the members: one row a person, where it is now or was last. Derived, so written without the log.
enum PeopleIndex {
    static let columns = ["person", "household", "region", "name", "initials", "id_index", "phone_index", "present"]

    /// One row of the index as it is to be.
    struct Entry {
        var person: Int64
        var household: Int64
        var region: Int64
        var name: String
        var readings: [String]
        var identity: [UInt8]?
        var phone: [UInt8]?
        var present: Bool

        /// `identity`: the index of the ID number where it is known already.
        init(
            person: Int64, region: Int64, facts: Facts<MemberField>, identity known: [UInt8]? = nil, present: Bool, _ vault: Vault
        ) throws {
            self.person = person
            self.region = region
            self.present = present
            household = facts.integer(.household) ?? 0
            name = PersonName.normalise(facts.text(.name) ?? "")
            readings = NameReadings.initials(of: name)
            identity = try known ?? facts.text(.idNumber).map { try NumberIndex.identity($0, vault) }
            phone = try facts.text(.phone).map { try NumberIndex.phone($0, vault) }
        }

        var values: [Value] {
            [
                .integer(person), .integer(household), .integer(region), .text(name), .text(readings.first ?? ""), identity.value, phone.value,
                present.value,
            ]
        }
    }

    /// Makes the rows of some people anew from what is believed of them now.
    static func refresh(_ people: some Sequence<Int64>, in writing: Writing) throws {
        for person in Set(people).sorted() {
            let versions = try VersionTable<MemberField>.believed(of: [person], in: writing.reading)
            try forget(person, in: writing)
            guard let last = versions.last, let household = last.facts.integer(.household) else { continue }
            let region = try HouseholdThread.find(household, in: writing.reading)?.region.number ?? 0
            try add(Entry(person: person, region: region, facts: last.facts, present: last.validUntil == nil, writing.vault), in: writing)
        }
    }

    private static func forget(_ person: Int64, in writing: Writing) throws {
        try writing.transaction.execute("DELETE FROM people_index WHERE person = \(person)")
        try writing.transaction.execute("DELETE FROM people_readings WHERE person = \(person)")
    }

    private static func add(_ entry: Entry, in writing: Writing) throws {
        try write([entry], in: writing.transaction)
    }

    static func write(_ entries: [Entry], in transaction: Transaction) throws { try Rows(entries).write(in: transaction) }

    /// Entries as rows of both tables, ready to be written.
    struct Rows: Sendable {
        private let people: [[Value]]
        private let readings: [[Value]]

        init(_ entries: [Entry]) {
            people = entries.map(\.values)
            readings = entries.flatMap { entry in
                entry.readings.dropFirst().map { [.integer(entry.person), .text($0), .integer(entry.region)] }
            }
        }

        func write(in transaction: Transaction) throws {
            try transaction.insertMany(into: "people_index", columns: columns, rows: people)
            guard !readings.isEmpty else { return }
            try transaction.insertMany(into: "people_readings", columns: ["person", "initials", "region"], rows: readings)
        }
    }

    /// Everybody of a household follows it to another region.
    static func move(household: Int64, to region: RegionCode, in writing: Writing) throws {
        let its: SQL = """
            SELECT f.person FROM people_index f WHERE f.household = \(household)
            AND f.person IN (SELECT m.person FROM members m WHERE m.household = \(household))
            """
        try writing.transaction.execute("UPDATE people_readings SET region = \(region.number) WHERE person IN (\(sql: its))")
        try writing.transaction.execute("UPDATE people_index SET region = \(region.number) WHERE person IN (\(sql: its))")
    }

    /// Who has this number now: there is at most one.
    static func person(identity: [UInt8], in reading: Reading) throws -> (person: Int64, household: Int64, region: RegionCode, present: Bool)? {
        // Of the whole register, not of the scope: a number belongs to one person, wherever that one lives. Callers tell no more than that.
        guard let row = try reading.row("SELECT person, household, region, present FROM people_index WHERE id_index = \(identity)") else {
            return nil
        }
        return (try row.integer("person"), try row.integer("household"), try row.region("region"), try row.bool("present"))
    }
}
