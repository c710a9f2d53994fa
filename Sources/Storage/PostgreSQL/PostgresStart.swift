/// What must hold before PostgreSQL is trusted with a register.
enum PostgresStart {
    static func check(_ connection: PostgresConnection, _ options: DatabaseOptions) throws {
        let session = PostgresSession(connection)
        let settings = try session.rows("SELECT name, setting FROM pg_settings")
        let found = Dictionary(try settings.map { try ($0.text("name"), $0.text("setting")) }) { first, _ in first }
        func require(_ name: String, _ allowed: Set<String>, _ remedy: String) throws {
            let value = found[name] ?? "unknown"
            guard allowed.contains(value) else { throw StorageProblem.refused("\(name) of the server is \(value); \(remedy)") }
        }
        try require("fsync", ["on"], "set it to on in postgresql.conf: a power loss would destroy the database")
        try require("full_page_writes", ["on"], "set it to on in postgresql.conf: a power loss would destroy pages")
        try require("data_checksums", ["on"], "stop the server and run pg_checksums --enable, so that damage is found")
        try require("server_encoding", ["UTF8"], "create the database with --encoding=UTF8")
        try require("standard_conforming_strings", ["on"], "set it to on")
        if options.durability == .full {
            try require("synchronous_commit", ["on", "remote_apply"], "set it to on: acknowledged commits would be lost")
        }
        guard let version = found["server_version_num"].flatMap({ Int($0) }), version >= 130_000 else {
            throw StorageProblem.refused("PostgreSQL 13 or later is needed")
        }
        // Texts must sort as on SQLite: by code points. What the collation does is asked, not what it is called: several providers have names.
        let order: SQL = "SELECT 'Z' < 'a' AND 'z' < 'é' AND '-b' < 'a' AND '一' < '丁' AND '丁' < '上' AND '上' < '马' AS sorted"
        guard try session.first(order)?.bool("sorted") == true else {
            throw StorageProblem.refused(
                "texts of the database do not sort by code points; create it with createdb --template=template0 --encoding=UTF8 --locale=C")
        }
    }
}
