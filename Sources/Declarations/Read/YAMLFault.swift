import Yams

/// Says what Yams found wrong, at the place where it stands.
struct YAMLFault {
    let file: String
    let lines: [Substring]
    let log: DiagnosticLog

    func report(_ error: YamlError) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            if problem.contains("nesting") {
                log.error("yaml-depth", "values are nested too deep", at: position(mark))
            } else {
                syntax(context, problem, mark)
            }
        case .composer(let context, let problem, let mark, _):
            if problem.contains("another document") {
                log.error("yaml-documents", "a file holds one document; remove '---' and what follows", at: position(mark))
            } else if problem.contains("alias") {
                log.error("yaml-alias", "anchors and aliases are not used here; write the value out", at: position(mark))
            } else {
                syntax(context, problem, mark)
            }
        case .reader(let problem, let offset, _, let yaml):
            log.error("yaml-syntax", "the file holds a character YAML forbids: \(problem)", at: position(ofCharacter: offset ?? 0, in: yaml))
        case .duplicatedKeysInMapping(let duplicates, let context):
            duplicate(duplicates.first ?? "", first: context.mark)
        default:
            log.error("yaml-syntax", "the file cannot be read as YAML", at: Position(file: file, line: 1))
        }
    }

    private func syntax(_ context: YamlError.Context?, _ problem: String, _ mark: Mark) {
        let during = context.map { " (\($0.text), begun in line \($0.mark.line))" } ?? ""
        log.error("yaml-syntax", "this is not YAML: \(problem)\(during)", at: position(mark))
    }

    /// Yams tells where the key stands first. Its second place is looked for below, in the same column; in a `{…}` of one line the first
    /// place must do.
    private func duplicate(_ key: String, first: Mark) {
        var place = position(first)
        let indent = first.column - 1
        for index in lines.indices.dropFirst(max(0, first.line)) {
            let rest = lines[index].unicodeScalars.dropFirst(indent)
            let before = lines[index].unicodeScalars.prefix(indent)
            guard before.allSatisfy({ $0 == " " || $0 == "-" }) else { continue }
            let named = [key, "'\(key)'", "\"\(key)\""].contains { name in
                rest.starts(with: name.unicodeScalars) && rest.dropFirst(name.unicodeScalars.count).first { $0 != " " } == ":"
            }
            if named {
                place.line = index + 1
                break
            }
        }
        log.error("duplicate-key", "'\(key)' stands here twice, first in line \(first.line)", at: place)
    }

    private func position(_ mark: Mark) -> Position { Position(file: file, line: max(1, mark.line), column: max(1, mark.column)) }

    private func position(ofCharacter offset: Int, in yaml: String) -> Position {
        let before = yaml.prefix(offset)
        let line = before.count { $0.isNewline } + 1
        let column = before.reversed().prefix { !$0.isNewline }.count + 1
        return Position(file: file, line: line, column: column)
    }
}
