/// Joins templates at the start: partials are set in, layouts get their blocks, neighbouring texts become one. What is left is a straight
/// program, so that a page asks no dictionary for a template while it is drawn.
struct TemplateLinker {
    let parsed: [String: [TemplateNode]]
    let log: StartLog
    /// Deeper is a template that calls itself.
    private static let depth = 16

    init(_ parsed: [String: [TemplateNode]], _ log: StartLog) {
        self.parsed = parsed
        self.log = log
    }

    func program(_ name: String) -> [TemplateStep] {
        guard let nodes = parsed[name] else { return [] }
        var steps: [TemplateStep] = []
        link(nodes, blocks: [:], depth: 0, into: &steps)
        return steps
    }

    private func link(_ nodes: [TemplateNode], blocks: [String: [TemplateNode]], depth: Int, into steps: inout [TemplateStep]) {
        for node in nodes { link(node, blocks: blocks, depth: depth, into: &steps) }
    }

    private func link(_ node: TemplateNode, blocks: [String: [TemplateNode]], depth: Int, into steps: inout [TemplateStep]) {
        switch node {
        case .text(let text):
            if case .text(let before) = steps.last { steps[steps.count - 1] = .text(before + text) } else { steps.append(.text(text)) }
        case .value(let name): steps.append(.value(name))
        case .section(let name, let content, let inverted):
            var inner: [TemplateStep] = []
            link(content, blocks: blocks, depth: depth, into: &inner)
            steps.append(inverted ? .inverted(name, inner) : .section(name, inner))
        case .partial(let name, let place):
            link(other(name, place, depth), blocks: [:], depth: depth + 1, into: &steps)
        case .layout(let name, let own, let place):
            // What the outer page replaces wins over what this one replaces; a replaced block may hold blocks itself.
            link(other(name, place, depth), blocks: own.merging(blocks) { _, outer in outer }, depth: depth + 1, into: &steps)
        case .block(let name, let content):
            var others = blocks
            let replaced = others.removeValue(forKey: name)
            link(replaced ?? content, blocks: replaced == nil ? blocks : others, depth: depth + 1, into: &steps)
        }
    }

    private func other(_ name: String, _ place: TemplatePlace, _ depth: Int) -> [TemplateNode] {
        guard depth < Self.depth else {
            log.error("template-loop", "'\(name)' comes back to itself", at: place.description)
            return []
        }
        guard let nodes = parsed[name] else {
            log.error("template-missing", "there is no template '\(name)'", at: place.description, among: parsed.keys, wanted: name)
            return []
        }
        return nodes
    }
}
