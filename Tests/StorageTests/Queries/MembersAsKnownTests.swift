import Basics
import Storage
import TestSupport
import Testing

/// The second of the three hardest queries: who lived in a household on a day, as it was known at a moment. A row is never changed but for
/// the moment at which it was found to be no longer what is known.
@Suite struct MembersAsKnownTests {
    static let tables: StaticString = """
        CREATE TABLE members (
            id {id}, person {integer} NOT NULL, household {integer} NOT NULL, relation {text} NOT NULL,
            valid_from {date} NOT NULL, valid_to {date}, known_from {moment} NOT NULL, known_to {moment}, CHECK (known_to > known_from)
        ) {strict};
        CREATE UNIQUE INDEX members_known ON members (household, person, valid_from) WHERE known_to IS NULL;
        """

    static func members(of household: Int, on day: CalendarDate, knownAt moment: Moment) -> SQL {
        """
        SELECT person, relation, count(*) OVER () AS size FROM members
        WHERE household = \(household) AND valid_from <= \(day) AND (valid_to IS NULL OR valid_to > \(day))
            AND known_from <= \(moment) AND (known_to IS NULL OR known_to > \(moment))
        ORDER BY person
        """
    }

    static func record(
        _ transaction: Transaction, _ person: Int, _ relation: String, _ from: String, _ to: String?, at moment: Int64
    ) throws {
        try transaction.execute(
            """
            INSERT INTO members (person, household, relation, valid_from, valid_to, known_from)
            VALUES (\(person), \(1), \(relation), \(from), \(to), \(moment))
            """)
    }

    /// Told at 100: head since 2015, son since 2015. Told at 200: the son had left in 2018 already, and a grandchild was born in 2019.
    static func fill(_ database: Database) async throws {
        try await database.makeTable(tables)
        try await database.write { transaction in
            try record(transaction, 1, "head", "2015-01-01", nil, at: 100)
            try record(transaction, 2, "son", "2015-01-01", nil, at: 100)
        }
        try await database.write { transaction in
            try transaction.execute("UPDATE members SET known_to = 200 WHERE person = 2 AND known_to IS NULL")
            try record(transaction, 2, "son", "2015-01-01", "2018-07-01", at: 200)
            try record(transaction, 3, "grandchild", "2019-03-01", nil, at: 200)
        }
    }

    @Test func whatWasKnownIsNotWhatIsKnown() async throws {
        try await eachDatabase { database in
            try await Self.fill(database)
            let people = { (iso: String, known: Int64) in
                let day = try #require(CalendarDate(iso: iso))
                let query = Self.members(of: 1, on: day, knownAt: Moment(milliseconds: known))
                return try await database.read { try $0.rows(query).map { try $0.int("person") } }
            }
            #expect(try await people("2020-01-01", 99) == [])
            #expect(try await people("2020-01-01", 100) == [1, 2])
            #expect(try await people("2020-01-01", 200) == [1, 3])
            #expect(try await people("2017-01-01", 200) == [1, 2])
            #expect(try await people("2018-07-01", 200) == [1])
        }
    }

    @Test func twoTruthsAtOnceAreRefused() async throws {
        try await eachDatabase { database in
            try await Self.fill(database)
            do {
                try await database.write { try Self.record($0, 3, "cousin", "2019-03-01", nil, at: 300) }
                Issue.record("a second truth was let in")
            } catch StorageProblem.uniqueViolation(let violated) {
                #expect(violated.table == "members" || violated.constraint == "members_known")
            }
        }
    }
}
