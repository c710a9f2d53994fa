import Basics
import Foundation
import Regions

/// A list of regions as the statistics office publishes it: a line of titles, then code and name.
enum RegionListFile {
    static func read(_ path: String) throws -> [ImportRegions.Row] {
        guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self) else {
            throw CommandFailure(
                code: "no-regions", message: "there is no list of regions at \(path)", advice: "make the province anew with youshu synth")
        }
        return try text.split(whereSeparator: \.isNewline).dropFirst().enumerated().map { number, line in
            let fields = line.split(separator: ",", maxSplits: 1)
            guard fields.count == 2 else {
                throw CommandFailure(code: "bad-region", message: "\(path):\(number + 2): a line has a code and a name", advice: "put the line right")
            }
            return ImportRegions.Row(code: try RegionCode(fields[0]).number, name: String(fields[1]))
        }
    }
}
