import Basics
import Declarations
import Foundation

/// All code lists of the register, read once from the files that are shipped with it.
package struct CodeLists: Sendable {
    private let lists: [String: CodeList]

    /// The lists that the program was built with. Reading them is checked by a test; a list that cannot be read is missing here, and every
    /// value of it is then refused.
    package static let shipped: CodeLists = {
        let log = DiagnosticLog()
        return CodeLists(folder: Bundle.module.url(forResource: "Codes", withExtension: nil)?.path ?? "", log)
    }()

    init(folder: String, _ log: DiagnosticLog) {
        var lists: [String: CodeList] = [:]
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for file in files.sorted() where file.hasSuffix(".yaml") {
            guard let node = DeclarationFile.read(path: folder + "/" + file, shownAs: "Codes/" + file, into: log) else { continue }
            guard let list = CodeList(node, log) else { continue }
            lists[list.name] = list
        }
        self.lists = lists
    }

    package var names: [String] { lists.keys.sorted() }
    package subscript(name: String) -> CodeList? { lists[name] }

    /// What a code is called; the code itself when no list has it, so that nothing is hidden.
    package func label(_ list: String, _ code: String, chinese: Bool) -> String {
        guard let item = lists[list]?[code] else { return code }
        return chinese ? item.zh : item.en
    }

    package func has(_ list: String, _ code: String) -> Bool { lists[list]?[code] != nil }
}
