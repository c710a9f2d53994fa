import Declarations
import Foundation

/// Every text of the screens, by key, in every language. A room's texts stand in its `Strings.yaml`, what its acts and its facts are called in
/// `Acts.yaml` and `Fields.yaml` if it has them:
///
///     household.members: {zh: 家里人, en: People living here}
///
/// A text may hold `{{name}}`, which a template fills from its page and Swift from the values it gives.
package struct StringCatalogue: Sendable {
    struct Entry: Sendable {
        let texts: [Language: String]
        let place: String
    }

    private(set) var entries: [String: Entry] = [:]

    /// Adds the files of one room.
    mutating func add(folder: String, room: String, _ log: StartLog) {
        for file in ["Strings.yaml", "Acts.yaml", "Fields.yaml"]
        where file == "Strings.yaml" || FileManager.default.fileExists(atPath: "\(folder)/\(file)") {
            add(path: "\(folder)/\(file)", shownAs: "\(room)/\(file)", log)
        }
    }

    /// Adds one file; a key that stands elsewhere is an error, and so is a missing language.
    mutating func add(path: String, shownAs shown: String, _ log: StartLog) {
        let diagnostics = DiagnosticLog()
        if let root = DeclarationFile.read(path: path, shownAs: shown, into: diagnostics),
            let reader = MappingReader(root, what: "strings", diagnostics)
        {
            for entry in reader.allEntries() {
                guard let both = MappingReader(entry.value, what: "a text", diagnostics) else { continue }
                var texts: [Language: String] = [:]
                for language in Language.allCases { texts[language] = both.text(language.rawValue) }
                both.finish()
                let place = "\(shown):\(entry.keyPosition.line)"
                if let other = entries[entry.key] {
                    log.error("string-twice", "'\(entry.key)' is declared at \(other.place) too", at: place)
                }
                entries[entry.key] = Entry(texts: texts, place: place)
            }
        }
        for diagnostic in diagnostics.inOrderOfPlace where diagnostic.severity == .error {
            log.error("strings", diagnostic.message, at: "\(diagnostic.position.file):\(diagnostic.position.line)")
        }
    }

    package var keys: [String] { entries.keys.sorted() }
    package func has(_ key: String) -> Bool { entries[key] != nil }

    /// The text with its names filled in. A key that does not exist is shown as itself, in brackets that no text uses.
    package func text(_ key: String, _ language: Language, _ values: [String: String] = [:]) -> String {
        guard let text = entries[key]?.texts[language] else { return "⟦\(key)⟧" }
        guard !values.isEmpty else { return text }
        return values.reduce(text) { $0.replacing("{{\($1.key)}}", with: $1.value) }
    }

    /// A template's text with every `[[key]]` replaced, in one language. The catalogue's own text is escaped, its `{{name}}` stay tags.
    func filled(_ template: String, _ language: Language, file: String, _ log: StartLog) -> String {
        var out = ""
        var rest = template[...]
        while let open = rest.firstRange(of: "[["), let close = rest[open.upperBound...].firstRange(of: "]]") {
            out += rest[..<open.lowerBound]
            let key = String(rest[open.upperBound..<close.lowerBound])
            if let text = entries[key]?.texts[language] {
                out += Self.escaped(text)
            } else if language == .zh || entries[key] == nil {
                let line = 1 + template[..<open.lowerBound].utf8.count { $0 == 0x0A }
                if language == .zh {
                    log.error("string-missing", "there is no text '\(key)'", at: "\(file):\(line)", among: entries.keys, wanted: key)
                }
            }
            rest = rest[close.upperBound...]
        }
        return out + rest
    }

    private static func escaped(_ text: String) -> String {
        HTMLText.escaped(text)  // no entity touches a brace, so that tags pass
    }
}
