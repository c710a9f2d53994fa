import Basics
import Declarations
import Foundation

/// `province.yaml` beside the data: on which day it speaks, and which county lives under which real area's law. A folder without one
/// speaks of today and of itself.
struct ProvinceFile {
    var asOf: CalendarDate?
    /// County code, six digits → digits of the area whose law it stands in for.
    var standsFor: [String: String] = [:]
    /// County code → its name.
    var names: [String: String] = [:]

    static let fileName = "province.yaml"

    /// Reads the one in a data folder, or in the folder above it: `synth` writes it beside `received/`.
    static func read(beside data: String) throws -> ProvinceFile {
        let above = (data as NSString).deletingLastPathComponent
        for folder in [data, above.isEmpty ? "." : above] {
            let path = "\(folder)/\(fileName)"
            if FileManager.default.fileExists(atPath: path) { return try read(path: path) }
        }
        return ProvinceFile()
    }

    private static func read(path: String) throws -> ProvinceFile {
        let log = DiagnosticLog()
        var file = ProvinceFile()
        if let root = DeclarationFile.read(path: path, shownAs: path, into: log), let reader = MappingReader(root, what: "a province", log) {
            file.asOf = reader.optionalDate("as_of")
            for node in reader.optionalList("counties") ?? [] {
                guard let county = MappingReader(node, what: "a county", log), let code = county.text("code") else { continue }
                if let area = county.optionalText("stands_for"), !area.isEmpty { file.standsFor[code] = area }
                file.names[code] = county.optionalText("name")
            }
        }
        guard !log.hasErrors else {
            throw CommandFailure(
                code: "bad-province", message: log.inOrderOfPlace.map(\.description).joined(separator: "\n        "),
                advice: "put \(fileName) right, or take it away to compare without it")
        }
        return file
    }
}
