/// Holds a template against the shape of its page: a name that the page does not have is an error at the start, not an empty place on the screen.
/// What is found is noted in the names, so that drawing need not search.
struct TemplateCheck {
    let log: StartLog

    /// `stack`: the shapes names are looked up in, innermost last.
    func resolved(_ steps: [TemplateStep], against stack: [Schema]) -> [TemplateStep] {
        steps.map { step in
            switch step {
            case .text: return step
            case .value(let name): return .value(find(name, in: stack).name)
            case .section(let name, let inner):
                let (name, schema) = find(name, in: stack)
                return .section(name, resolved(inner, against: within(schema, stack)))
            case .inverted(let name, let inner): return .inverted(find(name, in: stack).name, resolved(inner, against: stack))
            }
        }
    }

    /// The stack inside a section; the renderer pushes by the same rule.
    private func within(_ schema: Schema?, _ stack: [Schema]) -> [Schema] {
        switch schema {
        case .nullable(let inner)?: within(inner, stack)
        case .list(let item)?: stack + [item]
        case .bool?: stack
        case let schema?: stack + [schema]
        case nil: stack + [.any]
        }
    }

    private func find(_ name: ValueName, in stack: [Schema]) -> (name: ValueName, schema: Schema?) {
        guard let first = name.names.first else { return (name, stack.last) }
        if ValueName.positions.contains(first) { return (name, .bool) }
        guard let depth = stack.indices.last(where: { Self.member(first, of: stack[$0]) != nil }), var schema = Self.member(first, of: stack[depth])
        else {
            report(name, among: stack.flatMap(Self.names))
            return (name, nil)
        }
        for part in name.names.dropFirst() {
            guard let next = Self.member(part, of: schema) else {
                report(name, among: Self.names(schema))
                return (name, nil)
            }
            schema = next
        }
        var name = name
        if !stack.contains(.any) { name.depth = depth }
        return (name, schema)
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
