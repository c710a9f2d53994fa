import Comparison
import Foundation

/// A comparison that was done: what its folder says of it.
struct RecordedRun {
    let folder: String
    let record: RunRecord

    init(folder: String) throws {
        let path = "\(folder)/run.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(code: "no-run", message: "\(path) cannot be read", advice: "give --out the folder that youshu compare wrote to")
        }
        do {
            record = try JSONDecoder().decode(RunRecord.self, from: data)
        } catch {
            throw CommandFailure(code: "bad-run", message: "\(path) was not written by this version of youshu compare", advice: "compare again")
        }
        self.folder = folder
    }

    /// The rule of a clue, from `clues.csv`; nil if no line has that clue.
    func rule(ofClue identity: UInt64) throws -> String? {
        let path = "\(folder)/clues.csv"
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) else {
            throw CommandFailure(code: "no-run", message: "\(path) cannot be read", advice: "compare again")
        }
        let sought = Data(",\(Hexadecimal.text(identity)),".utf8)
        var start = data.startIndex
        while let found = data.range(of: sought, in: start..<data.endIndex) {
            let lineStart = data[..<found.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? data.startIndex
            let before = data[lineStart..<found.lowerBound].split(separator: 0x2C, omittingEmptySubsequences: false)
            // The sixth column is the clue's number; the same digits elsewhere in a line mean something else.
            if before.count == 5 { return String(decoding: before[0], as: UTF8.self) }
            start = found.lowerBound + 1
        }
        return nil
    }
}
