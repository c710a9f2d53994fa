import Basics
import Clues
import Declarations
import Foundation
import Register

/// All figures as `Figures.yaml` declares them. Some conditions depend on the day, a month counted back from it or a multiple of the income line in
/// force; `figures(on:line:)` puts them in.
package struct FigureCatalogue: Sendable {
    package let all: [FigureDeclaration]

    /// The catalogue that the program was built with; that it can be read whole is checked by a test.
    package static let shipped: FigureCatalogue = {
        let path = Bundle.module.url(forResource: "Figures", withExtension: "yaml")?.path ?? ""
        return FigureCatalogue(path: path, DiagnosticLog())
    }()

    init(path: String, _ log: DiagnosticLog) {
        guard let node = DeclarationFile.read(path: path, shownAs: "Figures.yaml", into: log), let nodes = node.list("the figures", log) else {
            all = []
            return
        }
        var all: [FigureDeclaration] = []
        var names: Set<String> = []
        for node in nodes {
            for figure in FigureDeclaration.read(node, log) {
                guard names.insert(figure.name).inserted else {
                    log.error("figure-twice", "the figure '\(figure.name)' stands twice", at: node.position)
                    continue
                }
                all.append(figure)
            }
        }
        let titles = Dictionary(all.map { ($0.name, $0.title) }) { first, _ in first }
        for index in all.indices {
            guard let of = all[index].of else { continue }
            guard let whole = titles[of] else {
                log.error("figure-without-whole", "'\(all[index].name)' is a share of '\(of)', which is no figure", at: all[index].position)
                continue
            }
            if all[index].meaning == all[index].title { all[index].meaning = all[index].title.dividedBy(whole) }
        }
        self.all = all
    }

    /// Figures of a day; those that need an income line are missing where no line is in force. `line` in yuan a head and year.
    package func figures(on day: CalendarDate, line: Int64?) -> [Figure] { all.compactMap { $0.figure(on: day, line: line) } }
}

/// A figure before its day is known.
package struct FigureDeclaration: Sendable {
    package let name: String
    /// The entry it comes from, when that makes one figure for each code of a list.
    let family: String?
    let title: Figure.Words
    let unit: Figure.Unit
    let conditions: [(name: String, value: Value)]
    let of: String?
    let bad: Bool
    /// The title, or numerator ÷ denominator, unless it is declared in better words.
    fileprivate(set) var meaning: Figure.Words
    let position: Position

    /// What stands for a condition's value.
    enum Value: Sendable, Hashable {
        case text(String)
        /// Hundredths of the income line: `line*150`.
        case line(Int64)
        /// Months before the day's: `month-3`.
        case month(Int)
    }

    func figure(on day: CalendarDate, line: Int64?) -> Figure? {
        var resolved: [Figure.Condition] = []
        var shown: [String: String] = [:]
        for (name, value) in conditions {
            switch value {
            case .text(let text): resolved.append(.init(name: name, value: text))
            case .line(let hundredths):
                guard let line else { return nil }
                let text = String(line * hundredths / 100)
                shown[name] = text
                resolved.append(.init(name: name, value: text))
            case .month(let back):
                let first = day.firstOfMonth.adding(months: -back) ?? day.firstOfMonth
                let text = String(first.description.prefix(7))
                shown[name] = text
                resolved.append(.init(name: name, value: text))
            }
        }
        return Figure(
            name: name, title: title.filled(shown), unit: unit, conditions: resolved, of: of, bad: bad, meaning: meaning.filled(shown))
    }
}

extension Figure.Words {
    fileprivate func dividedBy(_ whole: Figure.Words) -> Figure.Words { Figure.Words(zh: "\(zh) ÷ \(whole.zh)", en: "\(en) ÷ \(whole.en)") }

    /// `{income_to}` becomes the value of that condition.
    func filled(_ values: [String: String]) -> Figure.Words {
        guard !values.isEmpty else { return self }
        func fill(_ text: String) -> String { values.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) } }
        return Figure.Words(zh: fill(zh), en: fill(en))
    }
}
