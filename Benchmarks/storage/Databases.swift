import Foundation
import Storage

let people = Migration(
    id: "20260101-01-speed", room: "Speed",
    """
    CREATE TABLE people (
        id {integer} PRIMARY KEY, region {region} NOT NULL, name {text} NOT NULL, id_number {bytes} NOT NULL, phone {bytes} NOT NULL,
        id_index {bytes} NOT NULL UNIQUE, born {date} NOT NULL
    ) {strict};
    CREATE TABLE visits (id {id}, note {text} NOT NULL) {strict};
    """)

func measure(_ place: DatabasePlace, _ vault: Vault) async throws {
    let database = try await Database.open(place)
    try await Migrator([people]).migrate(database)
    let what = database.dialect.kind.rawValue
    let rows = 500_000
    let loading = try await seconds {
        for start in stride(from: 0, to: rows, by: 5000) {
            try await database.write { transaction in
                let chunk = (start..<start + 5000).lazy.map { index -> [Value] in
                    let id = Int64(index + 1)
                    let text = number(index)
                    guard let sealed = try? vault.seal(text, table: "people", column: "id_number", row: id),
                        let phone = try? vault.seal("1990000" + String(1000 + index % 9000), table: "people", column: "phone", row: id),
                        let blind = try? vault.blindIndex(text, column: "people.id_number")
                    else { return [] }
                    return [
                        .integer(id), .integer(520_181_103_001 + Int64(index / 500)), .text("张三丰"), .blob(sealed), .blob(phone), .blob(blind),
                        .text("1970-01-01"),
                    ]
                }
                try transaction.insertMany(
                    into: "people", columns: ["id", "region", "name", "id_number", "phone", "id_index", "born"], rows: chunk)
            }
        }
    }
    say("\(what): rows loaded, 2 sealed columns and a blind index, 5,000 a transaction", Double(rows) / loading, "/s")
    try await measureCalls(database, what, vault)
    try await database.close()
}

private func measureCalls(_ database: Database, _ what: String, _ vault: Vault) async throws {
    let one = 2000
    let alone = try await seconds {
        for _ in 0..<one { try await database.write { try $0.execute("INSERT INTO visits (note) VALUES (\("a note"))") } }
    }
    say("\(what): one-row transactions, one after the other", Double(one) / alone, "/s")
    let together = try await seconds {
        try await withThrowingTaskGroup { group in
            for _ in 0..<32 {
                group.addTask {
                    for _ in 0..<250 { try await database.write { try $0.execute("INSERT INTO visits (note) VALUES (\("a note"))") } }
                }
            }
            try await group.waitForAll()
        }
    }
    say("\(what): one-row transactions, 32 at once", 8000 / together, "/s")
    let lookups = try await seconds {
        try await withThrowingTaskGroup { group in
            for task in 0..<16 {
                group.addTask {
                    for index in 0..<1000 {
                        let blind = try vault.blindIndex(number(task * 31_000 + index * 17), column: "people.id_number")
                        _ = try await database.read { try $0.row("SELECT id, name, id_number FROM people WHERE id_index = \(blind)") }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
    say("\(what): people found by ID number, 16 at once", 16_000 / lookups, "/s")
    var count = 0
    let streaming = try await seconds {
        count = try await database.read { reader in
            var count = 0
            try reader.forEach("SELECT id, region, name, id_number, born FROM people ORDER BY id") { _ in
                count += 1
                return true
            }
            return count
        }
    }
    say("\(what): rows streamed", Double(count) / streaming, "/s")
}
