import Actions
import Basics
import Register
import Storage
import Web

/// What the register says and what the departments say whose data a clue rests on, field by field, with what does not agree marked.
struct SideBySide: Sendable {
    var sources: [CluePage.Source] = []
    /// Datasets that have nothing of them, each with why.
    var silent: [CluePage.Fact] = []

    /// Most rows shown of a dataset.
    private static let most = 6

    static func of(_ found: ShowClue.Answer, _ visit: Visit, _ parts: CluesParts) async throws -> SideBySide {
        var sides = SideBySide()
        guard let household = found.clue.household, try visit.actor.may(.householdRead) else { return sides }
        let look = try await RegisterSays.look(at: household, visit)
        guard let question = look.question else { return sides }
        let words = ClueWords(visit)
        let person = found.clue.person.flatMap { look.name(of: $0) }
        for dataset in found.rule.sources {
            guard let ask = parts.elsewhere[dataset] else { continue }
            let known = try await ask(question, visit)
            let says = look.facts(about: dataset, of: found.clue.person)
            for source in known.sources {
                // Rows of whom the clue is about first; of a clue about the household, everybody's.
                let rows = (source.rows + source.more).filter { person == nil || $0.person == nil || $0.person == person }
                sides.sources.append(self.source(source, rows, says, words))
            }
            sides.silent += known.silent.map { .init(name: "\($0.department)·\($0.title)", text: words("clue.silent", ["data": $0.data ?? ""])) }
            sides.silent += known.unknown.map { .init(name: "\($0.department)·\($0.title)", text: words("clue.not-delivered")) }
        }
        return sides
    }

    private static func source(
        _ source: KnownElsewhere.Source, _ rows: [KnownElsewhere.Row], _ says: [KnownElsewhere.Fact], _ words: ClueWords
    ) -> CluePage.Source {
        let otherName = words("known.other-name")
        let register =
            says.isEmpty ? words("clue.register.silent") : says.map { "\($0.name) \($0.text)" }.joined(separator: words.isChinese ? "，" : ", ")
        var sides: [CluePage.Side] = []
        for row in rows.prefix(most) {
            let note = words("clue.line", ["line": row.line])
            if let person = row.person {
                let other = row.facts.first { $0.name == otherName }?.text
                sides.append(
                    .init(
                        field: words("clue.name"), register: person, department: other ?? person,
                        note: other == nil ? words("clue.same") : words("clue.name.other"),
                        differs: other != nil))
            }
            // What the rule rests on: the department says it, and the register nothing or something else.
            sides.append(.init(field: source.title, register: register, department: row.text, note: note, differs: !agrees(says, row)))
            for fact in row.facts where fact.name != otherName {
                let own = says.first { $0.name == fact.name }?.text
                sides.append(
                    .init(
                        field: fact.name, register: own ?? "—", department: fact.text, note: "", differs: own != nil && own != fact.text))
            }
        }
        let differing = sides.count { $0.differs }
        return .init(
            title: source.title, department: source.department, data: source.data, delivered: source.delivered, link: source.link,
            summary: words("clue.sides", ["all": String(sides.count), "differing": String(differing)]), sides: sides)
    }

    /// Whether every fact of the register stands in what the department says as well.
    private static func agrees(_ says: [KnownElsewhere.Fact], _ row: KnownElsewhere.Row) -> Bool {
        !says.isEmpty && says.allSatisfy { fact in row.text.contains(fact.text) || row.facts.contains { $0.text == fact.text } }
    }
}
