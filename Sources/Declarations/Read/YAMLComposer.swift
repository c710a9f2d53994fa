import Yams

/// Turns Yams' tree into nodes, refusing what our YAML leaves out.
struct YAMLComposer {
    let text: String
    let file: String
    let log: DiagnosticLog
    /// The source's lines, to find where the text of a block scalar begins.
    private let lines: [Substring]

    /// Mappings and lists inside each other. Far more than any of our files needs; far less than the stack holds.
    static let depthLimit = 100

    init(text: String, file: String, log: DiagnosticLog) {
        // Yams hands libyaml a pointer that outlives the call; a string of up to 15 bytes has no address of its own.
        self.text = text.utf8.count > 32 ? text : text + "\n" + String(repeating: " ", count: 32)
        self.file = file
        self.log = log
        lines = self.text.split(omittingEmptySubsequences: false) { $0.isNewline }
    }

    func compose() -> Node? {
        if let alias = AliasScan(text).firstAlias {
            log.error(
                "yaml-alias", "anchors and aliases are not used here; write the value out",
                at: Position(file: file, line: alias.line, column: alias.column))
            return nil
        }
        do {
            // No implicit types: what a scalar means is decided by whoever reads it. The parser must outlive the walk: it owns the anchors.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            return try withExtendedLifetime(parser) {
                guard let root = try parser.singleRoot() else { return Node(.null, at: Position(file: file, line: 1)) }
                return node(root, depth: 0)
            }
        } catch let error as YamlError {
            YAMLFault(file: file, lines: lines, log: log).report(error)
        } catch {
            log.error("yaml-syntax", "the file cannot be read as YAML", at: Position(file: file, line: 1))
        }
        return nil
    }

    private func node(_ source: Yams.Node, depth: Int) -> Node? {
        let place = position(source.mark)
        guard depth <= Self.depthLimit else {
            log.error("yaml-depth", "values are nested more than \(Self.depthLimit) deep", at: place)
            return nil
        }
        switch source {
        case .scalar(let scalar): return accepts(scalar.tag, scalar.anchor, style: scalar.style, at: place) ? self.scalar(scalar, at: place) : nil
        case .sequence(let sequence):
            guard accepts(sequence.tag, sequence.anchor, at: place) else { return nil }
            let items = sequence.map { node($0, depth: depth + 1) }
            let whole = items.compactMap { $0 }
            return whole.count == items.count ? Node(.sequence(whole), at: place) : nil
        case .mapping(let mapping):
            return accepts(mapping.tag, mapping.anchor, at: place) ? self.mapping(mapping, at: place, depth: depth) : nil
        case .alias:
            log.error("yaml-alias", "aliases are not used here; write the value out", at: place)
            return nil
        }
    }

    private func mapping(_ source: Yams.Node.Mapping, at place: Position, depth: Int) -> Node? {
        var entries: [Node.Entry] = []
        var firstPlaces: [String: Position] = [:]
        var complete = true
        for (key, value) in source {
            guard let name = self.key(key), let node = node(value, depth: depth + 1) else {
                complete = false
                continue
            }
            let keyPlace = position(key.mark)
            if let first = firstPlaces.updateValue(keyPlace, forKey: name) {
                log.error("duplicate-key", "'\(name)' stands here twice, first in line \(first.line)", at: keyPlace)
                complete = false
                continue
            }
            entries.append(Node.Entry(key: name, keyPosition: keyPlace, value: node))
        }
        return complete ? Node(.mapping(entries), at: place) : nil
    }

    /// A key's text; nil after reporting a key that is none.
    private func key(_ source: Yams.Node) -> String? {
        let place = position(source.mark)
        guard case .scalar(let scalar) = source else {
            log.error("yaml-key", "a key must be a text", at: place)
            return nil
        }
        guard scalar.anchor == nil else {
            log.error("yaml-alias", "anchors and aliases are not used here; write the value out", at: place)
            return nil
        }
        guard scalar.string != "<<" || scalar.style != .plain else {
            log.error("yaml-alias", "merge keys are not used here; write the values out", at: place)
            return nil
        }
        // Comparing keys has settled an implicit tag as a text's.
        guard ["", Tag.Name.str.rawValue].contains(scalar.tag.rawValue) else {
            log.error("yaml-tag", "tags are not used here; leave '\(scalar.tag.rawValue)' out", at: place)
            return nil
        }
        return scalar.string
    }

    /// False after reporting an anchor or a tag.
    private func accepts(_ tag: Tag, _ anchor: Anchor?, style: Yams.Node.Scalar.Style = .plain, at place: Position) -> Bool {
        if anchor != nil {
            log.error("yaml-alias", "anchors and aliases are not used here; write the value out", at: place)
            return false
        }
        // Yams tags a quoted scalar as a text by itself.
        let own = tag.rawValue.isEmpty || (style != .plain && tag.rawValue == Tag.Name.str.rawValue)
        if !own { log.error("yaml-tag", "tags are not used here; leave '\(tag.rawValue)' out", at: place) }
        return own
    }

    private func scalar(_ source: Yams.Node.Scalar, at place: Position) -> Node {
        let quoted = source.style != .plain
        if !quoted, ["", "~", "null", "Null", "NULL"].contains(source.string) { return Node(.null, at: place) }
        let content = Node.Content.scalar(source.string, quoted: quoted)
        switch source.style {
        case .singleQuoted, .doubleQuoted:
            var start = place
            start.column += 1
            return Node(content, at: place, textPosition: start)
        case .literal, .folded:
            return Node(content, at: place, textPosition: blockStart(after: place))
        default:
            return Node(content, at: place)
        }
    }

    /// The first character of the first line below `|` or `>` that is not empty.
    private func blockStart(after place: Position) -> Position {
        var index = place.line  // lines count from 1: this is the line below
        var blankLines = 0
        while index < lines.count {
            let indent = lines[index].prefix { $0 == " " }.count
            if indent < lines[index].count {
                // Empty lines at the top belong to the text.
                return Position(file: file, line: index + 1 - blankLines, column: indent + 1)
            }
            blankLines += 1
            index += 1
        }
        return place
    }

    private func position(_ mark: Mark?) -> Position {
        Position(file: file, line: max(1, mark?.line ?? 1), column: max(1, mark?.column ?? 1))
    }
}
