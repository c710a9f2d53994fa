import Datasets
import PolicyLanguage

/// The sources a rule looks at. A rule must not run without one of them: what a department has not handed over is not the same as
/// "no record", and a rule about somebody left out would name everybody.
struct SourcesAsked {
    let names: Set<String>

    init(_ rule: Rule, _ layout: RecordLayout) {
        var names: Set<String> = []
        for expression in rule.expressions {
            for type in expression.types.values {
                if let name = SourcesAsked.record(type), layout.anchor(name) != nil { names.insert(name) }
            }
        }
        // A village's number alone needs no file.
        if let villages = layout.schema(of: "village"), ColumnsAsked(rule, layout).columns.contains(where: { $0.record == "village" }) {
            names.insert(villages.name)
        }
        switch rule.subject {
        case .row(let dataset), .group(let dataset, _, _):
            if layout.anchor(dataset) != nil { names.insert(dataset) }
        case .person, .household, .village: break
        }
        self.names = names
    }

    private static func record(_ type: ValueType) -> String? {
        switch type {
        case .record(let name): name
        case .list(let element): record(element)
        default: nil
        }
    }
}
