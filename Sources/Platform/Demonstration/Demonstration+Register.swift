import Actions
import Basics
import Foundation
import Imports

extension Demonstration {
    /// Loads the register from its two files, through the same import that a county uses.
    func loadRegister(_ day: CalendarDate, _ console: Actor) async throws {
        let hand = RegisterHandOver(parts: rooms.imports, desk: installation.desk, actor: console)
        var number: Int64?
        for (kind, name) in [(RegisterFileKind.households, "households"), (.persons, "persons")] {
            let file = try registerFile(name)
            number = try await hand.add(
                kind, file: "\(province)/received/register/\(file)", named: file, to: number, region: console.scope.region, day: day,
                request: .init(id: "demo-register"))
        }
        guard let number else { return }
        _ = try await installation.desk.perform(StartRegisterImport(number: number), as: console, request: .init(id: "demo-register"))
        try await work(console)
    }

    private func registerFile(_ beginning: String) throws -> String {
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(province)/received/register").sorted()
        guard let file = files.first(where: { $0.hasPrefix(beginning) }) else {
            throw CommandFailure(
                code: "no-register", message: "\(province) has no register file \(beginning)", advice: "make the province anew with youshu synth")
        }
        return file
    }
}
