import Foundation

/// Reads a YAML file of ours into nodes that know their places.
///
/// Our files use a small YAML: mappings with text keys, lists, scalars. Anchors, aliases, merge keys, tags and several documents are
/// refused, so that a file says what it says where it says it, and so that no file can unfold into more than it holds.
package enum DeclarationFile {
    /// Bytes; larger files are refused unread.
    package static let sizeLimit = 4 << 20

    /// The file's root, or nil after reporting why not. `shown` is the name that diagnostics carry, usually a path below the
    /// folder the user named.
    package static func read(path: String, shownAs shown: String, into log: DiagnosticLog) -> Node? {
        let start = Position(file: shown, line: 1)
        guard let file = FileHandle(forReadingAtPath: path) else {
            log.error("file-unreadable", "the file cannot be opened; check that it exists and may be read", at: start)
            return nil
        }
        defer { try? file.close() }
        do {
            // One byte more than allowed, so that a file that grows while it is read is still seen to be too large.
            let data = try file.read(upToCount: sizeLimit + 1) ?? Data()
            return parse([UInt8](data), shownAs: shown, into: log)
        } catch {
            log.error("file-unreadable", "the file cannot be read; check that it is a file and may be read", at: start)
            return nil
        }
    }

    /// The same for bytes at hand.
    package static func parse(_ bytes: [UInt8], shownAs shown: String, into log: DiagnosticLog) -> Node? {
        let start = Position(file: shown, line: 1)
        guard bytes.count <= sizeLimit else {
            log.error("file-too-large", "the file is larger than \(sizeLimit >> 20) MB; split it", at: start)
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            log.error("invalid-utf8", "the file is not UTF-8; save it as UTF-8", at: firstBadLine(bytes, in: shown))
            return nil
        }
        return parse(text, shownAs: shown, into: log)
    }

    /// The same for a text at hand.
    package static func parse(_ text: String, shownAs shown: String, into log: DiagnosticLog) -> Node? {
        let withoutMark = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        return YAMLComposer(text: withoutMark, file: shown, log: log).compose()
    }

    /// The line with the first byte that is no UTF-8: everything before it is.
    private static func firstBadLine(_ bytes: [UInt8], in file: String) -> Position {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var line = 1
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            if scalar == "\n" { line += 1 }
        }
        return Position(file: file, line: line)
    }
}
