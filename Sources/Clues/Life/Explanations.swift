import Declarations
import Foundation

/// The explanation codes: reasons why a clue is not so.
package struct Explanations: Sendable {
    package struct Item: Sendable, Hashable {
        package let code: String
        package let zh: String
        package let en: String
    }

    package let items: [Item]

    /// The list the program was built with; that it can be read is checked by a test.
    package static let shipped: Explanations = {
        let path = Bundle.module.url(forResource: "Codes", withExtension: nil)?.appending(path: "explanations.yaml").path ?? ""
        return Explanations(path: path, DiagnosticLog())
    }()

    init(path: String, _ log: DiagnosticLog) {
        guard let node = DeclarationFile.read(path: path, shownAs: "Codes/explanations.yaml", into: log), let nodes = node.list("the codes", log)
        else {
            items = []
            return
        }
        items = nodes.compactMap { node in
            guard let reader = MappingReader(node, what: "an explanation", log), let code = reader.text("code"), let zh = reader.text("zh"),
                let en = reader.text("en")
            else { return nil }
            reader.finish()
            return Item(code: code, zh: zh, en: en)
        }
    }

    package func has(_ code: String) -> Bool { items.contains { $0.code == code } }

    package func label(_ code: String, chinese: Bool) -> String {
        guard let item = items.first(where: { $0.code == code }) else { return code }
        return chinese ? item.zh : item.en
    }

    /// All, those that a rule names as usual first.
    package func ordered(usual: [String]) -> [Item] {
        items.filter { usual.contains($0.code) } + items.filter { !usual.contains($0.code) }
    }
}
