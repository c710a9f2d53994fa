/// Draws a joined template over values, into bytes. Every value is escaped for HTML text and attributes.
struct TemplateRenderer {
    private(set) var out: [UInt8] = []
    private var stack: [Frame]

    /// What names are looked up in, innermost last.
    private struct Frame {
        let value: PageValue
        /// Where the item stands in its list; nil outside lists.
        var position: (index: Int, count: Int)?
    }

    static func bytes(_ steps: [TemplateStep], over values: [PageValue]) -> [UInt8] {
        var renderer = TemplateRenderer(stack: values.map { Frame(value: $0) })
        renderer.out.reserveCapacity(32 << 10)
        renderer.run(steps)
        return renderer.out
    }

    private init(stack: [Frame]) { self.stack = stack }

    private mutating func run(_ steps: [TemplateStep]) {
        for step in steps {
            switch step {
            case .text(let text): out.append(contentsOf: text)
            case .value(let name): if let value = lookUp(name) { append(value) }
            case .section(let name, let inner): section(lookUp(name), inner)
            case .inverted(let name, let inner): if !(lookUp(name)?.isShown ?? false) { run(inner) }
            }
        }
    }

    private mutating func section(_ value: PageValue?, _ inner: [TemplateStep]) {
        guard let value, value.isShown else { return }
        switch value {
        case .list(let items):
            for (index, item) in items.enumerated() {
                stack.append(Frame(value: item, position: (index, items.count)))
                run(inner)
                stack.removeLast()
            }
        case .bool: run(inner)
        default:
            stack.append(Frame(value: value))
            run(inner)
            stack.removeLast()
        }
    }

    private func lookUp(_ name: ValueName) -> PageValue? {
        guard let first = name.names.first else { return stack.last?.value }
        guard var value = name.depth.map({ $0 < stack.count ? stack[$0].value.member(first) : nil }) ?? innermost(first) else { return nil }
        for part in name.names.dropFirst() {
            guard let member = value.member(part) else { return nil }
            value = member
        }
        return value
    }

    private func innermost(_ name: String) -> PageValue? {
        if name.utf8.first == UInt8(ascii: "-") { return position(name) }
        for frame in stack.reversed() {
            if let member = frame.value.member(name) { return member }
        }
        return nil
    }

    private func position(_ name: String) -> PageValue? {
        guard let (index, count) = stack.last(where: { $0.position != nil })?.position else { return nil }
        switch name {
        case "-first": return .bool(index == 0)
        case "-last": return .bool(index == count - 1)
        case "-number": return .integer(Int64(index) + 1)
        default: return nil
        }
    }

    private mutating func append(_ value: PageValue) {
        switch value {
        case .text(let text): HTMLText.append(text, to: &out)
        case .integer(let number): out.append(contentsOf: String(number).utf8)
        case .number(let number): out.append(contentsOf: String(number).utf8)
        case .bool(let bool): out.append(contentsOf: (bool ? "true" : "false").utf8)
        case .null, .list, .object, .map: break
        }
    }
}
