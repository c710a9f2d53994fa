import Basics
import Foundation

/// The rules of the packs as a list to read: `youshu policy list`.
package struct PolicyList: Sendable, Encodable {
    package struct Pack: Sendable, Encodable {
        package var id: String
        package var title: Bilingual
        package var authority: Bilingual
        package var area: String
        package var rules: [Row]
    }

    package struct Row: Sendable, Encodable {
        package var id: String
        package var version: Int
        package var status: String
        package var subject: String
        package var outcome: String
        package var severity: Int
        /// ISO days; nil where not known.
        package var inForceFrom: String?
        package var inForceUntil: String?
        package var inForceKnown: Bool
        package var verified: Bool
        package var title: Bilingual

        init(_ rule: Rule) {
            id = rule.id
            version = rule.version
            status = rule.status.rawValue
            subject = rule.subject.words
            outcome = rule.outcome.rawValue
            severity = rule.severity
            inForceFrom = rule.inForceFrom?.description
            inForceUntil = rule.inForceUntil?.description
            inForceKnown = rule.inForceKnown
            verified = rule.verified
            title = rule.title
        }
    }

    package var packs: [Pack]

    package init(_ packs: [PolicyPack]) {
        self.packs = packs.map {
            Pack(id: $0.id, title: $0.title, authority: $0.authority, area: $0.area, rules: $0.rules.map(Row.init))
        }
    }

    /// One pack after the other, two lines a rule.
    package var text: String {
        packs.map { pack in
            let head = "\(pack.id)  \(pack.title.zh) / \(pack.title.en) (\(pack.rules.count) 条规则 rules)"
            return ([head] + pack.rules.map(\.text)).joined(separator: "\n")
        }.joined(separator: "\n\n") + "\n"
    }

    package func json() throws -> String { try JSONText.of(self) }
}

extension PolicyList.Row {
    fileprivate var text: String {
        let mark = verified ? "已核实 verified" : "未核实 unverified"
        let force = inForceKnown ? "\(inForceFrom ?? "不明 unknown") → \(inForceUntil ?? "不明 unknown")" : "施行日期不明 in force: unknown"
        return """
              \(id) v\(version)  \(status), \(subject), \(outcome), \(severity)  [\(mark)]  \(force)
                \(title.zh) / \(title.en)
            """
    }
}

extension Bilingual: Encodable {
    private enum Keys: String, CodingKey { case zh, en }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(zh, forKey: .zh)
        try container.encode(en, forKey: .en)
    }
}

extension Rule.Subject {
    /// `person`, `rows of residents`, `group of subsidies, clues for person`.
    package var words: String {
        switch self {
        case .person: "person"
        case .household: "household"
        case .village: "village"
        case .row(let dataset): "rows of \(dataset)"
        case .group(let dataset, _, let clueFor): "groups of \(dataset) for \(clueFor.rawValue)"
        }
    }
}

/// JSON as our commands print it: readable, keys in snake case and in order.
enum JSONText {
    static func of(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}
