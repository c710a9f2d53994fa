/// Asks questions inside one transaction: all of them see the same state of the database.
package struct Reader {
    let session: any Session

    package var dialect: Dialect { session.dialect }

    package func rows(_ sql: SQL) throws -> [Row] { try session.rows(sql) }

    /// The first row, nil if there is none.
    package func row(_ sql: SQL) throws -> Row? { try session.first(sql) }

    /// The one number that a statement such as `SELECT count(*) …` answers.
    package func count(_ sql: SQL) throws -> Int64 { try session.number(sql) }

    /// The rows one by one in constant memory on both databases; false from the body ends the reading. The statement is a SELECT or VALUES,
    /// with or without WITH, and the body may ask other questions.
    package func forEach(_ sql: SQL, _ body: (Row) throws -> Bool) throws { try session.forEach(sql, body) }

    /// The time by the database's clock.
    package func now() throws -> Moment { try session.now() }
}

extension Session {
    func number(_ sql: SQL) throws -> Int64 {
        guard let row = try rows(sql).first, let name = row.columns.first else {
            throw StorageProblem.misuse("a statement that should answer one number answered nothing")
        }
        guard case .integer(let number) = row.values.first else { throw row.mismatch(name, "an integer", row.values.first ?? .null) }
        return number
    }
}
