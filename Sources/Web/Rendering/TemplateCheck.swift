/// Holds a template against the shape of its page: a name that the page does not have is an error at the start, not an empty place on the screen.
struct TemplateCheck {
    let log: StartLog

    /// `stack`: the shapes names are looked up in, innermost last.
    func check(_ steps: [TemplateStep], against stack: [Schema]) {
        for step in steps {
            switch step {
            case .text: break
            case .value(let name): _ = find(name, in: stack)
            case .section(let name, let inner): check(inner, against: within(find(name, in: stack), stack))
            case .inverted(let name, let inner):
                _ = find(name, in: stack)
                check(inner, against: stack)
            }
        }
    }

    private func within(_ schema: Schema?, _ stack: [Schema]) -> [Schema] {
        switch schema {
        case .nullable(let inner)?: within(inner, stack)
        case .list(let item)?: stack + [item]
        case .bool?: stack
        case let schema?: stack + [schema]
        case nil: stack + [.any]
        }
    }

    private func find(_ name: ValueName, in stack: [Schema]) -> Schema? {
        guard let first = name.names.first else { return stack.last }
        if ValueName.positions.contains(first) { return .bool }
        guard var schema = stack.reversed().lazy.compactMap({ Self.member(first, of: $0) }).first else {
            report(name, among: stack.flatMap(Self.names))
            return nil
        }
        for part in name.names.dropFirst() {
            guard let next = Self.member(part, of: schema) else {
                report(name, among: Self.names(schema))
                return nil
            }
            schema = next
        }
        return schema
    }

    private func report(_ name: ValueName, among names: [String]) {
        let wanted = name.names.joined(separator: ".")
        log.error("template-name", "the page has no '\(wanted)'", at: name.place.description, among: names, wanted: name.names.last ?? "")
    }

    private static func member(_ name: String, of schema: Schema) -> Schema? {
        switch schema {
        case .object(let object): object[name]?.schema
        case .map(let value): value
        case .nullable(let inner): member(name, of: inner)
        case .any, .reference: .any
        default: nil
        }
    }

    private static func names(_ schema: Schema) -> [String] {
        switch schema {
        case .object(let object): object.properties.map(\.name)
        case .nullable(let inner): names(inner)
        default: []
        }
    }
}
