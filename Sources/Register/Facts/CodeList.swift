import Basics
import Declarations

/// A list of codes of the register, such as the relations to the head: data in `Codes/`, because lists drift from year to year.
///
/// A code's id is ours and never changes its meaning; what national systems called it stands beside it and serves imports only. Labels are
/// what files are read by, because real systems gave the same number different meanings.
package struct CodeList: Sendable {
    package struct Item: Sendable, Hashable {
        package let code: String
        package let zh: String
        package let en: String
        /// The number in the national system, where one was seen.
        package let national: String?
        /// The sex that a relation implies.
        package let sex: String?
        /// Whether a household attribute belongs to households that have exited.
        package let exited: Bool?
        /// The class of an income item.
        package let group: String?
        package let since: CalendarDate
    }

    package let name: String
    package let zh: String
    package let en: String
    package let items: [Item]
    private let byCode: [String: Int]
    private let byLabel: [String: Int]

    package subscript(code: String) -> Item? { byCode[code].map { items[$0] } }

    /// The code a file's cell means: a label or one of its other spellings; failing that, the national number.
    package func code(ofLabel label: String) -> String? { byLabel[label].map { items[$0].code } }

    /// Reads one file of `Codes/`; problems go to the log, and then there is no list.
    init?(_ node: Node, _ log: DiagnosticLog) {
        guard let reader = MappingReader(node, what: "a code list", log), let name = reader.text("name"), let title = reader.bilingual("title"),
            let since = reader.date("since"), let nodes = reader.list("items")
        else { return nil }
        reader.finish()
        var items: [Item] = []
        var byCode: [String: Int] = [:]
        var byLabel: [String: Int] = [:]
        for node in nodes {
            guard let (item, others) = Self.item(node, since: since, log) else { return nil }
            let place = items.count
            guard byCode.updateValue(place, forKey: item.code) == nil else {
                log.error("code-twice", "the code '\(item.code)' stands twice", at: node.position)
                return nil
            }
            for label in [item.zh] + others {
                guard byLabel.updateValue(place, forKey: label) == nil else {
                    log.error("label-twice", "the label '\(label)' stands twice", at: node.position)
                    return nil
                }
            }
            items.append(item)
        }
        for (place, item) in items.enumerated() {
            if let national = item.national, byLabel[national] == nil { byLabel[national] = place }
        }
        (self.name, self.zh, self.en, self.items, self.byCode, self.byLabel) = (name, title.zh, title.en, items, byCode, byLabel)
    }

    private static func item(_ node: Node, since: CalendarDate, _ log: DiagnosticLog) -> (Item, [String])? {
        guard let reader = MappingReader(node, what: "a code", log), let code = reader.text("code"), let zh = reader.text("zh"),
            let en = reader.text("en")
        else { return nil }
        let item = Item(
            code: code, zh: zh, en: en, national: reader.optionalText("national"), sex: reader.optionalText("sex"),
            exited: reader.has("exited") ? reader.optionalBool("exited") : nil, group: reader.optionalText("group"),
            since: reader.optionalDate("since") ?? since)
        let others = reader.optionalTexts("also") ?? []
        reader.finish()
        return (item, others)
    }
}
