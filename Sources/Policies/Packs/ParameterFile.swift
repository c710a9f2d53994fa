import Basics
import Foundation

/// The file of a parameter as text, to which a value is added. Everything else in it stays as its writers wrote it, comments too.
struct ParameterFile {
    private(set) var text: String

    /// Adds an entry behind the last of `values:`. False when the file has no list in the form that all packs use: an entry a line.
    mutating func add(value: String, from day: CalendarDate, reference: String) -> Bool {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let head = lines.firstIndex(where: { $0.trimmingCharacters(in: .whitespaces) == "values:" }) else { return false }
        var last: Int?
        for place in (head + 1)..<lines.count {
            let line = lines[place]
            guard line.hasPrefix(" ") || line.hasPrefix("-") || line.isEmpty || line.hasPrefix("#") else { break }
            if line.trimmingCharacters(in: .whitespaces).hasPrefix("- {") { last = place }
        }
        guard let last else { return false }
        let indent = lines[last].prefix { $0 == " " }
        lines.insert("\(indent)- {from: \(day), value: \(Self.quoted(value)), reference: \(Self.quoted(reference))}", at: last + 1)
        text = lines.joined(separator: "\n")
        return true
    }

    /// A text in double quotes, as YAML and JSON both read it.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n", "\r", "\t": quoted += " "
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
