import Actions
import Foundation
import Regions
import Register
import RegisterLoad
import Storage

/// Reads a made-up register in and asks it questions; prints one line of JSON.
///
///     RegisterBench <folder> <database> <people> [--ask-only]
@main
struct RegisterBench {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 3, let people = Int(arguments[2]) else {
            throw LoadMistake("RegisterBench <folder> <database> <people> [--ask-only]")
        }
        let vault = try Vault(keys: KeyRing(folder: "\(arguments[0])/keys"))
        let database = try await Database.open(DatabasePlace(parsing: arguments[1]))
        try await Migrator(Migration.actions + Migration.regions + Migration.register).migrate(database)
        let desk = Desk(database: database, vault: vault)
        let register = MadeUpRegister(counties: 10, villages: 40)
        var figures: [String: Double] = [:]
        if !arguments.contains("--ask-only") {
            figures = try await Loading(desk: desk, register: register, people: people).run()
        }
        figures.merge(try await Asking(desk: desk, register: register, people: people).run()) { $1 }
        try await database.close()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        print(String(decoding: try encoder.encode(figures), as: UTF8.self))
    }
}
