import Basics
import Clues
import Declarations
import Register

extension FigureDeclaration {
    /// One entry of `Figures.yaml`: a figure, or a family of figures, one for each code of a list (`each`) or for each of some months (`months`).
    static func read(_ node: Node, _ log: DiagnosticLog) -> [FigureDeclaration] {
        guard let reader = MappingReader(node, what: "a figure", log), let name = reader.text("name"), let zh = reader.text("zh"),
            let en = reader.text("en"), let unit: Figure.Unit = reader.choice("unit")
        else { return [] }
        let title = Figure.Words(zh: zh, en: en)
        let of = reader.optionalText("of")
        let bad = reader.optionalBool("bad") ?? false
        let meaning = reader.optionalBilingual("meaning").map { Figure.Words(zh: $0.zh, en: $0.en) }
        let given = reader.optionalMapping("where").map { conditions($0, unit, log) } ?? []
        func figure(_ name: String, _ title: Figure.Words, _ conditions: [(String, Value)], family: String? = nil) -> FigureDeclaration {
            FigureDeclaration(
                name: name, family: family, title: title, unit: unit, conditions: conditions.map { (name: $0.0, value: $0.1) }, of: of, bad: bad,
                meaning: meaning ?? title, position: node.position)
        }
        let base = given.map { ($0.name, $0.value) }
        if let each = reader.optionalMapping("each") {
            defer { reader.finish() }
            return family(each, reader, log) { code, words, condition in
                figure("\(name)-\(code)", title.naming(words), base + [condition], family: name)
            }
        }
        if let months = reader.optionalMapping("months") {
            defer { reader.finish() }
            guard let criterion = months.text("criterion"), let count = months.int("count", in: 1...36) else { return [] }
            months.finish()
            return (0..<count).map { back in
                let words = Figure.Words(zh: "\(title.zh)（{\(criterion)}）", en: "\(title.en), {\(criterion)}")
                return figure("\(name)-\(back)", words, base + [(criterion, .month(back))], family: name)
            }
        }
        reader.finish()
        return [figure(name, title, base)]
    }

    /// One figure for each code of a list of the register, and one for what nobody said where `unknown` asks for it.
    private static func family(
        _ each: MappingReader, _ reader: MappingReader, _ log: DiagnosticLog, _ make: (String, Figure.Words, (String, Value)) -> FigureDeclaration
    ) -> [FigureDeclaration] {
        guard let criterion = each.text("criterion"), let list = each.text("list") else { return [] }
        let unknown = each.optionalBool("unknown") ?? false
        each.finish()
        guard let codes = CodeLists.shipped[list] else {
            log.error("figure-without-list", "there is no code list '\(list)'", at: each.position(of: "list"))
            return []
        }
        var figures = codes.items.map { make($0.code, Figure.Words(zh: $0.zh, en: $0.en), (criterion, .text($0.code))) }
        if unknown { figures.append(make("unknown", Figure.Words(zh: "不知道", en: "Not known"), (criterion, .text("unknown")))) }
        return figures
    }

    /// The conditions of the list; a name that the list's address does not have is an error.
    private static func conditions(_ reader: MappingReader, _ unit: Figure.Unit, _ log: DiagnosticLog) -> [(name: String, value: Value)] {
        let known: [String] =
            switch unit {
            case .households: HouseholdCriterion.allCases.map(\.rawValue)
            case .people: PersonFilter.names
            case .clues: ClueFilter.names
            }
        return reader.allEntries().compactMap { entry in
            guard known.contains(entry.key) else {
                let near = nearest(entry.key, among: known).map { "; did you mean '\($0)'?" } ?? ""
                log.error("figure-condition", "the list of \(unit.rawValue) has no condition '\(entry.key)'\(near)", at: entry.keyPosition)
                return nil
            }
            guard let text = entry.value.text("'\(entry.key)'", log) else { return nil }
            if text.hasPrefix("line*"), let hundredths = Int64(text.dropFirst(5)) { return (entry.key, .line(hundredths)) }
            if text.hasPrefix("month-"), let back = Int(text.dropFirst(6)) { return (entry.key, .month(back)) }
            return (entry.key, .text(text))
        }
    }
}

extension Figure.Words {
    /// The words of a family with those of one code behind them: `致贫原因：因病`; the code's alone when the family has none.
    fileprivate func naming(_ code: Figure.Words) -> Figure.Words {
        Figure.Words(zh: zh.isEmpty ? code.zh : "\(zh)：\(code.zh)", en: en.isEmpty ? code.en : "\(en): \(code.en)")
    }
}
