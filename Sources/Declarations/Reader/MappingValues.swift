import Basics

/// The kinds of values a key may hold. Each comes in two forms: required (a missing key is reported) and `optional…`.
extension MappingReader {
    package func text(_ key: String) -> String? { node(key)?.text("'\(key)'", log) }
    package func optionalText(_ key: String) -> String? { optionalNode(key)?.text("'\(key)'", log) }

    package func int(_ key: String, in range: ClosedRange<Int> = .min ... .max) -> Int? { node(key)?.int("'\(key)'", in: range, log) }
    package func optionalInt(_ key: String, in range: ClosedRange<Int> = .min ... .max) -> Int? {
        optionalNode(key)?.int("'\(key)'", in: range, log)
    }

    package func bool(_ key: String) -> Bool? { node(key)?.bool("'\(key)'", log) }
    package func optionalBool(_ key: String) -> Bool? { optionalNode(key)?.bool("'\(key)'", log) }

    package func date(_ key: String) -> CalendarDate? { node(key)?.date("'\(key)'", log) }
    package func optionalDate(_ key: String) -> CalendarDate? { optionalNode(key)?.date("'\(key)'", log) }
    package func dateOrUnknown(_ key: String) -> DeclaredDate? { node(key)?.dateOrUnknown("'\(key)'", log) }
    package func optionalDateOrUnknown(_ key: String) -> DeclaredDate? { optionalNode(key)?.dateOrUnknown("'\(key)'", log) }

    package func choice<Choice: CaseIterable & RawRepresentable<String>>(_ key: String, of type: Choice.Type = Choice.self) -> Choice? {
        node(key)?.choice("'\(key)'", of: type, log)
    }
    package func optionalChoice<Choice: CaseIterable & RawRepresentable<String>>(
        _ key: String, of type: Choice.Type = Choice.self
    ) -> Choice? {
        optionalNode(key)?.choice("'\(key)'", of: type, log)
    }

    package func list(_ key: String) -> [Node]? { node(key)?.list("'\(key)'", log) }
    package func optionalList(_ key: String) -> [Node]? { optionalNode(key)?.list("'\(key)'", log) }

    package func texts(_ key: String) -> [String]? { node(key)?.texts("'\(key)'", log) }
    package func optionalTexts(_ key: String) -> [String]? { optionalNode(key)?.texts("'\(key)'", log) }

    /// A mapping below; `what` names it in messages, the key in quotation marks if left out. The caller finishes it.
    package func mapping(_ key: String, what: String? = nil) -> MappingReader? {
        node(key).flatMap { MappingReader($0, what: what ?? "'\(key)'", log) }
    }
    package func optionalMapping(_ key: String, what: String? = nil) -> MappingReader? {
        optionalNode(key).flatMap { MappingReader($0, what: what ?? "'\(key)'", log) }
    }

    /// `{zh: …, en: …}`, both needed and neither empty.
    package func bilingual(_ key: String) -> (zh: String, en: String)? { node(key).flatMap { both(key, $0) } }
    package func optionalBilingual(_ key: String) -> (zh: String, en: String)? { optionalNode(key).flatMap { both(key, $0) } }

    private func both(_ key: String, _ node: Node) -> (zh: String, en: String)? {
        guard let reader = MappingReader(node, what: "'\(key)'", log) else { return nil }
        let (zh, en) = (reader.text("zh"), reader.text("en"))
        reader.finish()
        guard let zh, let en else { return nil }
        return (zh, en)
    }
}
