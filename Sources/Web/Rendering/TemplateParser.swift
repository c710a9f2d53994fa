/// Reads the Mustache language: `{{name}}`, sections, inverted sections, partials, layouts with blocks, comments.
///
/// There is no unescaped tag, no lambda and no change of delimiters: a template cannot let a value through unescaped.
struct TemplateParser {
    private let bytes: [UInt8]
    private let file: String
    private let log: StartLog
    private var position = 0
    private var line = 1

    private init(_ text: String, file: String, _ log: StartLog) {
        bytes = Array(text.utf8)
        self.file = file
        self.log = log
    }

    static func parse(_ text: String, file: String, _ log: StartLog) -> [TemplateNode] {
        var parser = TemplateParser(text, file: file, log)
        return parser.nodes(until: nil)
    }

    private var place: TemplatePlace { TemplatePlace(file: file, line: line) }

    /// The nodes up to the closing tag of `open`, or to the end of the file.
    private mutating func nodes(until open: (name: String, place: TemplatePlace)?) -> [TemplateNode] {
        var nodes: [TemplateNode] = []
        while let (text, tag) = nextTag() {
            if !text.isEmpty { nodes.append(.text(text)) }
            guard let tag else { break }
            let at = place
            switch tag.kind {
            case .closing:
                if tag.name == open?.name { return nodes }
                log.error("template-tag", "{{/\(tag.name)}} closes nothing", at: at.description)
            case .comment: break
            case .value: nodes.append(.value(name(tag.name, at)))
            case .section: nodes.append(.section(name(tag.name, at), self.nodes(until: (tag.name, at)), inverted: false))
            case .inverted: nodes.append(.section(name(tag.name, at), self.nodes(until: (tag.name, at)), inverted: true))
            case .partial: nodes.append(.partial(tag.name, at))
            case .block: nodes.append(.block(tag.name, self.nodes(until: (tag.name, at))))
            case .layout: nodes.append(.layout(tag.name, blocks(in: self.nodes(until: (tag.name, at))), at))
            case .unknown: log.error("template-tag", "'\(tag.name)' is no tag of ours; values are always escaped", at: at.description)
            }
        }
        if let open { log.error("template-tag", "{{#\(open.name)}} is not closed", at: open.place.description) }
        return nodes
    }

    private func name(_ text: String, _ at: TemplatePlace) -> ValueName {
        text == "." ? ValueName(names: [], place: at) : ValueName(names: text.split(separator: ".").map(String.init), place: at)
    }

    /// Of what stands inside a layout tag only the blocks count.
    private func blocks(in nodes: [TemplateNode]) -> [String: [TemplateNode]] {
        var blocks: [String: [TemplateNode]] = [:]
        for case .block(let name, let content) in nodes { blocks[name] = content }
        return blocks
    }

    private struct Tag {
        enum Kind { case value, section, inverted, closing, partial, layout, block, comment, unknown }
        let kind: Kind
        let name: String
    }

    /// The text up to the next tag and the tag; nil at the end. A tag alone on its line takes the line with it.
    private mutating func nextTag() -> (text: [UInt8], tag: Tag?)? {
        guard position < bytes.count else { return nil }
        let start = position
        guard let open = find("{{", from: start), let close = find("}}", from: open + 2) else {
            position = bytes.count
            if find("{{", from: start) != nil { log.error("template-tag", "a tag is not closed", at: place.description) }
            return (Array(bytes[start...]), nil)
        }
        var textEnd = open
        position = close + 2
        let tag = Self.tag(String(decoding: bytes[open + 2..<close], as: UTF8.self))
        line += bytes[start..<open].count { $0 == 0x0A }
        if tag.kind != .value, let (before, after) = ownLine(open, position, notBefore: start) {
            textEnd = before
            position = after
        }
        defer { line += bytes[open..<position].count { $0 == 0x0A } }
        return (Array(bytes[start..<textEnd]), tag)
    }

    /// When only blanks stand before and behind the tag on its line: where the line begins and where the next one does.
    private func ownLine(_ open: Int, _ close: Int, notBefore start: Int) -> (Int, Int)? {
        var before = open
        while before > start, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x09 { before -= 1 }
        guard before == 0 || bytes[before - 1] == 0x0A else { return nil }
        var after = close
        while after < bytes.count, bytes[after] == 0x20 || bytes[after] == 0x09 || bytes[after] == 0x0D { after += 1 }
        if after == bytes.count { return (before, after) }
        return bytes[after] == 0x0A ? (before, after + 1) : nil
    }

    private static func tag(_ content: String) -> Tag {
        func rest() -> String { content.dropFirst().split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        switch content.first {
        case "#": return Tag(kind: .section, name: rest())
        case "^": return Tag(kind: .inverted, name: rest())
        case "/": return Tag(kind: .closing, name: rest())
        case ">": return Tag(kind: .partial, name: rest())
        case "<": return Tag(kind: .layout, name: rest())
        case "$": return Tag(kind: .block, name: rest())
        case "!": return Tag(kind: .comment, name: "")
        case "{", "&", "=", nil: return Tag(kind: .unknown, name: content)
        default: return Tag(kind: .value, name: content.split(whereSeparator: \.isWhitespace).joined())
        }
    }

    private func find(_ pair: StaticString, from start: Int) -> Int? {
        let wanted = pair.utf8Start.pointee
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == wanted, bytes[index + 1] == wanted { return index }
            index += 1
        }
        return nil
    }
}
