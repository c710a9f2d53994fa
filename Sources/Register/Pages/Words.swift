import Basics
import Storage
import Web

/// Puts facts into the words a page shows, in the reader's language.
struct Words: Sendable {
    let visit: Visit

    init(_ visit: Visit) { self.visit = visit }

    var isChinese: Bool { visit.language == .zh }
    /// What is not there: not applicable, or not known.
    static let none = "—"

    func text(_ key: String, _ values: [String: String] = [:]) -> String { visit.text(key, values) }

    func code(_ list: String, _ code: String?) -> String? { code.map { CodeLists.shipped.label(list, $0, chinese: isChinese) } }

    /// Several codes with the separator of the language.
    func codes(_ list: String, _ codes: [String]) -> String? {
        guard !codes.isEmpty else { return nil }
        return codes.map { CodeLists.shipped.label(list, $0, chinese: isChinese) }.joined(separator: isChinese ? "、" : ", ")
    }

    func yesNo(_ flag: Bool?) -> String? { flag.map { text($0 ? "word.yes" : "word.no") } }

    /// What a field of a table holds; nil when nothing. Sealed values come masked.
    func fact<Field: FactField>(_ field: Field, _ facts: Facts<Field>) -> String? {
        guard facts[field] != .null else { return nil }
        switch field.declaration.kind {
        case .text, .date: return facts.text(field)
        case .code(let list): return code(list, facts.text(field))
        case .codes(let list, _): return codes(list, facts.codes(field))
        case .integer, .year, .region: return facts.integer(field).map(String.init)
        case .flag: return yesNo(facts.flag(field))
        case .hundredths(let unit): return facts.integer(field).map { Figures.yuan(Money(fen: $0)) + " " + text("unit.\(unit.rawValue)") }
        case .sealed(let sealed): return facts.text(field).map { Self.masked($0, sealed) }
        }
    }

    static func masked(_ plain: String, _ kind: FieldDeclaration.Sealed) -> String {
        switch kind {
        case .identity: Masking.residentID(plain)
        case .phone: Masking.phone(plain)
        case .account: Masking.bankCard(plain)
        case .diagnosis: "＊＊＊"
        }
    }

    /// What a field is called.
    func title(_ field: FieldDeclaration) -> String { text("field.\(field.name)") }

    /// Joins short facts of one line.
    func line(_ parts: [String?]) -> String { parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: isChinese ? "·" : " · ") }
}
