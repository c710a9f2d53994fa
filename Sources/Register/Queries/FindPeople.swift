import Actions
import Basics
import Storage

/// People of the scope by what somebody typed: a name or its beginning, the first letters of its syllables, a whole ID number, a whole phone
/// number, a household's number. Numbers are found whole only, by their keyed index.
package struct FindPeople: Query {
    package static let permission = Permission.householdRead

    package struct Place: Sendable, Hashable, Codable {
        package let key: String
        package let region: Int64
        package let person: Int64
    }

    package struct Found: Sendable, Hashable {
        package let person: Int64
        package let household: Int64
        package let region: Int64
        package let village: String
        package let name: String
        package let isPresent: Bool
        package let key: String
        /// What of theirs is what was typed.
        package let matched: Match
    }

    /// What was typed, as it was found.
    package enum Match: String, Sendable, Hashable { case name, initials, identity, phone, number }

    package struct Answer: Sendable {
        package let people: [Found]
        package let next: Place?
    }

    package var text: String
    package var after: Place?
    package var limit: Int

    package init(_ text: String, after: Place? = nil, limit: Int = 50) {
        self.text = text
        self.after = after
        self.limit = limit
    }

    /// What the typed text is taken for.
    enum Meaning: Hashable {
        case nothing
        case identity(String)
        case number(String)
        case initials(String)
        case name(String)
    }

    static func meaning(of text: String) -> Meaning {
        let cleaned = PersonName.normalise(text)
        guard !cleaned.isEmpty, cleaned.unicodeScalars.count <= 60 else { return .nothing }
        let number = ResidentID.normalise(cleaned)
        if IdentityKey(normalised: number) != nil { return .identity(number) }
        if cleaned.utf8.allSatisfy({ NumberText.isDigit($0) || $0 == 0x2D }) { return .number(cleaned) }
        if cleaned.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) }) { return .initials(cleaned.lowercased()) }
        return .name(cleaned)
    }

    package func answer(in reading: Reading) throws -> Answer {
        switch Self.meaning(of: text) {
        case .nothing: return Answer(people: [], next: nil)
        case .identity(let number):
            let index = try NumberIndex.identity(number, reading.vault)
            return try whole("p.id_index = \(index)", as: "'identity'", in: reading)
        case .number(let number):
            let index = try NumberIndex.phone(number, reading.vault)
            let household: Int64 = Int64(number) ?? -1
            return try whole(
                """
                p.person IN (
                    SELECT f.person FROM people_index f WHERE f.phone_index = \(index) UNION
                    SELECT f.person FROM households h JOIN members m ON m.household = h.id
                        JOIN people_index f ON f.person = m.person AND f.household = h.id WHERE h.number = \(household))
                """,
                as: "CASE WHEN p.phone_index = \(index) THEN 'phone' ELSE 'number' END", in: reading)
        case .name(let name): return try beginning(name, "p.name", as: "'name'", in: reading)
        case .initials(let letters):
            var answer = try beginning(letters, "p.initials", as: "'initials'", in: reading)
            if after == nil, answer.people.count < limit {
                let others = try otherReadings(letters, but: Set(answer.people.map(\.person)), most: limit - answer.people.count, in: reading)
                answer = Answer(people: answer.people + others, next: answer.next)
            }
            return answer
        }
    }

    private static let selection: SQL = """
        p.person, p.household, p.region, p.name, p.present,
        (SELECT n.name FROM region_names n WHERE n.region = p.region AND n.valid_until IS NULL) AS village
        """

    private func whole(_ condition: SQL, as match: SQL, in reading: Reading) throws -> Answer {
        let rows = try reading.rows(
            """
            SELECT \(sql: Self.selection), p.name AS found, \(sql: match) AS matched FROM people_index p
            WHERE \(sql: condition) AND \(within: reading.scope, "p.region") ORDER BY p.person LIMIT \(limit)
            """)
        return Answer(people: try rows.map(Self.found), next: nil)
    }

    private func beginning(_ prefix: String, _ column: StaticString, as match: SQL, in reading: Reading) throws -> Answer {
        let behind: SQL = after.map { "AND (\(name: column), p.region, p.person) > (\($0.key), \($0.region), \($0.person))" } ?? .empty
        let rows = try reading.rows(
            """
            SELECT \(sql: Self.selection), \(name: column) AS found, \(sql: match) AS matched FROM people_index p
            WHERE \(sql: SQL.beginning(prefix, column)) AND \(within: reading.scope, "p.region") \(sql: behind)
            ORDER BY \(name: column), p.region, p.person LIMIT \(limit + 1)
            """)
        let people = try rows.prefix(limit).map(Self.found)
        let next = rows.count > limit ? people.last.map { Place(key: $0.key, region: $0.region, person: $0.person) } : nil
        return Answer(people: people, next: next)
    }

    private func otherReadings(_ letters: String, but known: Set<Int64>, most: Int, in reading: Reading) throws -> [Found] {
        let rows = try reading.rows(
            """
            SELECT \(sql: Self.selection), r.initials AS found, 'initials' AS matched FROM people_readings r JOIN people_index p ON p.person = r.person
            WHERE \(sql: SQL.beginning(letters, "r.initials")) AND \(within: reading.scope, "r.region")
            ORDER BY r.initials, r.region, r.person LIMIT \(most)
            """)
        return try rows.map(Self.found).filter { !known.contains($0.person) }
    }

    private static func found(_ row: Row) throws -> Found {
        Found(
            person: try row.integer("person"), household: try row.integer("household"), region: try row.integer("region"),
            village: try row.optionalText("village") ?? "", name: try row.text("name"), isPresent: try row.bool("present"),
            key: try row.text("found"), matched: try row.one("matched"))
    }
}
