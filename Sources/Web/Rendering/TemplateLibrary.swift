import Foundation

/// All templates of all rooms, joined and checked once, in every language.
struct TemplateLibrary: Sendable {
    private let programs: [Language: [String: [TemplateStep]]]
    /// The programs of page models whose shape is known, with every name's place in it.
    private var resolved: [Language: [ObjectIdentifier: [TemplateStep]]] = [:]

    /// Reads `Templates/*.mustache` of every folder given. Two rooms may not use one name, since any room's partial may be used by any.
    init(folders: [(room: String, path: String)], strings: StringCatalogue, _ log: StartLog) {
        var sources: [String: (text: String, file: String)] = [:]
        for (room, path) in folders {
            for file in (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? [] where file.hasSuffix(".mustache") {
                let name = String(file.dropLast(".mustache".count))
                let shown = "\(room)/Templates/\(file)"
                guard let data = FileManager.default.contents(atPath: "\(path)/\(file)"), let text = String(validating: data, as: UTF8.self) else {
                    log.error("template-read", "is not readable UTF-8", at: shown)
                    continue
                }
                if let other = sources[name] { log.error("template-twice", "\(other.file) has the same name", at: shown) }
                sources[name] = (text, shown)
            }
        }
        var programs: [Language: [String: [TemplateStep]]] = [:]
        for language in Language.allCases {
            let parsed = sources.mapValues { source in
                TemplateParser.parse(strings.filled(source.text, language, file: source.file, log), file: source.file, log)
            }
            let linker = TemplateLinker(parsed, language == .zh ? log : StartLog())
            programs[language] = Dictionary(uniqueKeysWithValues: sources.keys.map { ($0, linker.program($0)) })
        }
        self.programs = programs
    }

    var names: [String] { programs[.zh]?.keys.sorted() ?? [] }

    func steps(_ name: String, _ language: Language) -> [TemplateStep]? { programs[language]?[name] }

    /// Checks a page's template against its shape, in every language, and keeps what was found.
    mutating func resolve(_ page: any PageModel.Type, against stack: [Schema], _ log: StartLog) {
        for language in Language.allCases {
            guard let steps = steps(page.template, language) else { continue }
            resolved[language, default: [:]][ObjectIdentifier(page)] = TemplateCheck(log: log).resolved(steps, against: stack)
        }
    }

    /// The page in HTML; nil when there is no such template. Names are looked up in the last value first.
    func render(_ page: any PageModel.Type, _ language: Language, over values: [PageValue]) -> [UInt8]? {
        (resolved[language]?[ObjectIdentifier(page)] ?? steps(page.template, language)).map { TemplateRenderer.bytes($0, over: values) }
    }
}
