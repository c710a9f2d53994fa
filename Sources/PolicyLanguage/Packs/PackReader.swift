import Basics
import Declarations

/// Reads the files of one pack in the order in which they rest on each other.
struct PackReader {
    let folder: PackFolder
    let today: CalendarDate?
    let vocabulary: (PackHeader) -> Vocabulary
    let log: DiagnosticLog

    /// Nil if `pack.yaml` itself cannot be used.
    func pack() -> PolicyPack? {
        guard let header = header() else { return nil }
        folder.reportUnexpectedFiles(into: log)
        let (parameters, broken) = parameters()
        let explanations = explanations()
        let context = RuleContext(vocabulary: vocabulary(header), parameters: parameters, broken: broken, explanations: explanations)
        let files = folder.files(in: "rules")
        if files.isEmpty { log.report(.emptyPack, "the pack has no rules", at: Position(file: folder.packFile.shown, line: 1)) }
        var rules: [Rule] = []
        var used: Set<String> = []
        for file in files {
            guard let (root, source) = file.read(into: log) else { continue }
            let reader = RuleReader(context: context, source: source, log: log)
            guard let rule = reader.rule(from: root, fileName: file.name) else { continue }
            rules.append(rule)
            used.formUnion(rule.parameters)
        }
        // A rule that was left out may use what no other does.
        if rules.count == files.count {
            for parameter in parameters where !used.contains(parameter.name) {
                log.report(.unusedParameter, "no rule of the pack uses parameter.\(parameter.name)", at: parameter.position)
            }
        }
        return PolicyPack(
            id: header.id, title: header.title, authority: header.authority, area: header.area, contact: header.contact,
            sources: header.sources, parameters: parameters, explanations: explanations, rules: rules)
    }

    private func header() -> PackHeader? {
        guard let (root, _) = folder.packFile.read(into: log), let reader = MappingReader(root, what: "a pack", log) else { return nil }
        let (title, authority, contact) = (reader.titles("title"), reader.titles("authority"), reader.titles("contact"))
        let area = area(reader)
        let sources = reader.optionalTexts("sources") ?? []
        reader.finish()
        guard let title, let authority, let contact, let area else { return nil }
        return PackHeader(id: folder.id, title: title, authority: authority, area: area, contact: contact, sources: sources)
    }

    private func area(_ reader: MappingReader) -> String? {
        guard let node = reader.node("area"), let area = node.text("'area'", log) else { return nil }
        let digits = area.utf8.count
        guard [0, 2, 4, 6, 9, 12].contains(digits), area.utf8.allSatisfy({ 48...57 ~= $0 }) else {
            log.report(
                .badArea, "'area' is the first 2, 4, 6, 9 or 12 digits of a region code, or \"\" for the whole country, not \(node.kind)",
                at: node.position)
            return nil
        }
        return area
    }

    /// The good parameters, and the names and types of those with a mistake.
    private func parameters() -> (good: [Parameter], broken: [String: ValueType]) {
        var good: [Parameter] = []
        var broken: [String: ValueType] = [:]
        for file in folder.files(in: "parameters") {
            let read = file.read(into: log)
            if let root = read?.root, let parameter = ParameterReader(log: log, today: today).parameter(from: root, fileName: file.name) {
                good.append(parameter)
            } else {
                let type = ParameterReader.types.first { $0.word == read?.root["type"]?.text }?.type
                broken[file.name.replacing("-", with: "_")] = type ?? .dynamic
            }
        }
        return (good, broken)
    }

    private func explanations() -> [Explanation] {
        guard let file = folder.files(in: "codes").first(where: { $0.name == "explanations" }), let (root, _) = file.read(into: log),
            let nodes = root.list("codes/explanations.yaml", log)
        else { return [] }
        var explanations: [Explanation] = []
        for node in nodes {
            guard let reader = MappingReader(node, what: "an explanation", log) else { continue }
            let code = reader.text("code")
            let title = reader.translations(of: "an explanation")
            reader.finish()
            guard let code else { continue }
            if !Identifier.isSnake(code) {
                log.report(.badID, "an explanation code is lower case with underscores", at: reader.position(of: "code"))
            } else if explanations.contains(where: { $0.code == code }) {
                log.report(.duplicateExplanationCode, "the code '\(code)' stands here twice", at: reader.position(of: "code"))
            } else {
                // A missing translation was reported; the rules that use the code are not at fault.
                explanations.append(Explanation(code: code, title: title ?? Bilingual(zh: code, en: code)))
            }
        }
        return explanations
    }
}

extension Rule {
    /// Every expression of the rule: its keys, its names, its condition, its evidence.
    package var expressions: [CheckedExpression] {
        var all: [CheckedExpression] = []
        if case .group(_, let keys, _) = subject { all = keys }
        return all + lets.map(\.value) + [condition] + evidence.map(\.value)
    }

    /// The names of the pack's parameters that the rule reads.
    package var parameters: Set<String> {
        expressions.reduce(into: []) { $0.formUnion(NameUse(of: $1.expr).parameters) }
    }
}
