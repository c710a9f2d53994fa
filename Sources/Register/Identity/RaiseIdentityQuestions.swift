import Actions
import Basics
import Storage

/// Looks at the people of a register file that were not taken in: whose number the register has under another name or in another household is written
/// down as a question. Somebody who is in the register just so is none, and what was asked or decided once is not asked again.
package struct RaiseIdentityQuestions: Action {
    package static let name = "identity.raise"
    package static let permission = Permission.registerImport
    package let batch: String
    package let chunk: Int
    package let rows: [Row]

    /// One row that was not taken.
    package struct Row: Sendable {
        package let line: Int64
        /// The household's number in the file.
        package let household: Int64
        package let name: String
        package let identity: String
    }

    package init(batch: String, chunk: Int, rows: [Row]) { (self.batch, self.chunk, self.rows) = (batch, chunk, rows) }

    private enum Keys: String, CodingKey { case batch, chunk, lines }

    /// Only what identifies it: names and numbers have no place in a receipt.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(batch, forKey: .batch)
        try container.encode(chunk, forKey: .chunk)
        try container.encode(rows.map(\.line), forKey: .lines)
    }

    /// Rows come from the file that was read, never from a form.
    package init(from decoder: any Decoder) throws {
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "rows of a file are not sent as JSON"))
    }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    /// How many questions there are now that were not there before.
    package func perform(in writing: Writing) throws -> Int {
        writing.subject = "import/\(batch)"
        var asked: [[Value]] = []
        for start in stride(from: 0, to: rows.count, by: 500) {
            asked += try questions(Array(rows[start..<min(start + 500, rows.count)]), in: writing)
        }
        let ids = try writing.newIDs(asked.count, for: .identityQuestions)
        if !asked.isEmpty { try writing.insertChunk(into: .identityQuestions, zip(ids, asked).map { [.integer($0)] + $1 }) }
        writing.note("questions", Int64(asked.count))
        return asked.count
    }

    private struct Registered {
        var person: Int64
        var name: String
        var number: Int64
    }

    private func questions(_ rows: [Row], in writing: Writing) throws -> [[Value]] {
        let indexes = try rows.map { try NumberIndex.identity($0.identity, writing.vault) }
        let found = try registered(indexes, in: writing.reading)
        var known = try asked(about: Set(found.values.map(\.person)), in: writing)
        var asked: [[Value]] = []
        for (row, index) in zip(rows, indexes) {
            guard let registered = found[index] else { continue }
            let hasOtherName = PersonName.normalise(row.name) != registered.name
            guard hasOtherName || row.household != registered.number else { continue }
            let kind: IdentityQuestion.Kind = hasOtherName ? .otherName : .otherHousehold
            guard known.insert(Asked(person: registered.person, name: row.name, household: row.household)).inserted else { continue }
            asked.append([
                .integer(registered.person), .text(batch), .integer(row.line), .text(kind.rawValue), .text(row.name), .integer(row.household),
                .text(IdentityQuestion.State.open.rawValue), .null, .integer(writing.now.milliseconds), .null, .null,
            ])
        }
        return asked
    }

    /// Who of the scope has these numbers.
    private func registered(_ indexes: [[UInt8]], in reading: Reading) throws -> [[UInt8]: Registered] {
        var found: [[UInt8]: Registered] = [:]
        for row in try reading.rows(
            """
            SELECT p.id_index, p.person, p.name, h.number FROM people_index p JOIN households h ON h.id = p.household
            WHERE p.id_index IN \(list: Array(Set(indexes))) AND \(within: reading.scope, "p.region")
            """)
        {
            found[try row.bytes("id_index")] = Registered(
                person: try row.integer("person"), name: try row.text("name"), number: try row.integer("number"))
        }
        return found
    }

    private struct Asked: Hashable {
        var person: Int64
        var name: String
        var household: Int64
    }

    private func asked(about people: Set<Int64>, in writing: Writing) throws -> Set<Asked> {
        guard !people.isEmpty else { return [] }
        // By people who were found within the scope.
        let rows = try writing.transaction.rows(
            "SELECT person, file_name, file_household FROM identity_questions WHERE person IN \(list: people.sorted())")
        return Set(
            try rows.map { Asked(person: try $0.integer("person"), name: try $0.text("file_name"), household: try $0.integer("file_household")) })
    }
}

extension RaiseIdentityQuestions {
    /// The rows of a chunk's people that the register did not take and that have a number and a name.
    package init(batch: String, chunk: Int, of households: [HouseholdRecord], rejected: [RejectedRow]) {
        let codes: Set<String> = [RegisterProblems.alreadyRegistered.code.rawValue, BulkProblems.householdRejected.code.rawValue]
        let lines = Set(rejected.filter { $0.file == .persons && codes.contains($0.code) }.map(\.line))
        var rows: [Row] = []
        for household in lines.isEmpty ? [] : households {
            for member in household.members where lines.contains(member.line) {
                guard let name = member.facts.text(.name), !name.isEmpty, let identity = member.facts.text(.idNumber) else { continue }
                rows.append(Row(line: member.line, household: household.number, name: name, identity: identity))
            }
        }
        self.init(batch: batch, chunk: chunk, rows: rows)
    }
}
