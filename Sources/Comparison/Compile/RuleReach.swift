import Datasets
import PolicyLanguage

/// How far a rule looks: what must be known to ask it again of what a change has touched.
package enum RuleReach: Hashable, Sendable {
    /// The household, its people and what departments know of them: rules about people and households, about the rows of theirs in a dataset, and about
    /// groups within one household.
    case household
    /// Its village with everybody in it.
    case neighbours
    /// Villages, the village file and rows about villages; or rows that belong to nobody, each by itself.
    case places
    /// The groups of a dataset's rows with equal cells in some columns, whoever they belong to.
    case groups(dataset: String, columns: [String])
    /// More than can be found without going through all of the register or of a dataset.
    case everybody

    package init(_ rule: Rule, _ schemas: [SourceSchema]) {
        let layout = RecordLayout(schemas: schemas)
        let asked = ColumnsAsked(rule, layout)
        switch rule.subject {
        case .person, .household: self = asked.goesThroughVillages ? .neighbours : .household
        case .village: self = asked.goesThroughNeighbours ? .neighbours : .places
        case .row(let dataset):
            guard !asked.goesThroughVillages else {
                self = .everybody
                return
            }
            switch layout.anchor(dataset) {
            case .person, .household: self = .household
            case .village, .some(.none): self = .places
            case nil: self = .everybody
            }
        case .group(let dataset, let keys, _): self = Self.ofGroups(dataset, keys, asked, layout)
        }
    }

    private static func ofGroups(_ dataset: String, _ keys: [CheckedExpression], _ asked: ColumnsAsked, _ layout: RecordLayout) -> RuleReach {
        guard !asked.goesThroughVillages else { return .everybody }
        // Nobody stands twice under one number in a register that finds people by it.
        if dataset == "persons" { return isWithinHousehold(keys) || keys.contains(where: isNumber) ? .household : .everybody }
        guard layout.anchor(dataset) != nil, !asked.rowsOfOwners.contains(dataset) else { return .everybody }
        let columns = keys.compactMap { field(of: $0) }
        guard columns.count == keys.count else { return .everybody }
        return .groups(dataset: dataset, columns: columns)
    }

    /// The column of the row that a key is, as it stands.
    private static func field(of key: CheckedExpression) -> String? {
        guard case .select(let base, let field) = key.expr.node, case .name("row") = base.node else { return nil }
        return field
    }

    private static func isWithinHousehold(_ keys: [CheckedExpression]) -> Bool { keys.contains { field(of: $0) == "household_id" } }

    private static func isNumber(_ key: CheckedExpression) -> Bool {
        guard case .call("normaliseID", let arguments) = key.expr.node, let argument = arguments.first,
            case .select(let base, "id_number") = argument.node,
            case .name("row") = base.node
        else { return false }
        return true
    }

    /// Whether a rule must know everybody: one about the rows of people whoever they are (somebody of another county is no stranger), and one about groups
    /// that may hold people of several households.
    static func needsWholeRegister(_ rule: Rule, _ layout: RecordLayout) -> Bool {
        switch rule.subject {
        case .person, .household, .village: false
        case .row(let dataset): layout.anchor(dataset).map { $0 != .none } ?? false
        case .group(_, let keys, _): !isWithinHousehold(keys)
        }
    }

    /// The sources a rule looks at, by name; the register's own columns need none.
    package static func sources(of rule: Rule, _ schemas: [SourceSchema]) -> Set<String> { SourcesAsked(rule, RecordLayout(schemas: schemas)).names }
}
