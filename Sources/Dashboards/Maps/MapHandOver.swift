import Actions
import Foundation

/// Takes a map over from a file on this machine, for the command line and the demonstration. The page takes the same way.
package struct MapHandOver: Sendable {
    let desk: Desk

    package init(desk: Desk) { self.desk = desk }

    /// What became of it, with the features that were not taken in words.
    package struct Told: Sendable {
        package let outcome: ImportMap.Outcome
        /// Feature, code, why; the first ones.
        package let rejects: [(feature: Int, code: String, reason: String, detail: String)]
    }

    /// Throws a `Problem` when the file is no map. `codeName`: the property that holds the code, where the file calls it otherwise than usual.
    package func load(_ path: String, codeName: String? = nil, as actor: Actor, request: ActionRequest) async throws -> Told {
        guard let file = FileHandle(forReadingAtPath: path) else { throw MapFileFault.unreadable(path) }
        defer { try? file.close() }
        var intake = MapIntake(codeName: codeName)
        do {
            while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { try intake.feed([UInt8](piece)) }
            try intake.finish()
        } catch let fault as MapFileFault {
            throw fault.problem
        }
        let outcome = try await desk.perform(
            ImportMap(fileName: (path as NSString).lastPathComponent, intake: intake), as: actor, request: request
        ).outcome
        let facts = try await desk.ask(MapImportFacts(number: outcome.number), as: actor)
        return Told(outcome: outcome, rejects: facts.rejects.map { ($0.feature, $0.code, $0.fault.kind.rawValue, $0.fault.detail) })
    }
}
