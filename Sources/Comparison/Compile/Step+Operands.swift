extension Step {
    /// The nodes this step reads.
    var operands: [NodeID] {
        switch self {
        case .constant, .constantTruth, .constantText, .parameter, .parameterText, .asOf, .column, .leaf, .up: []
        case .through(let a, let b), .lift(let a, let b), .and(let a, let b), .or(let a, let b), .guarded(let a, let b): [a, b]
        case .fill(let a, _), .present(let a), .reached(let a), .not(let a), .truth(let a), .asNumber(let a), .negate(let a), .absolute(let a),
            .asText(let a), .identity(_, let a), .groupOwner(let a), .groupFirst(let a), .gapOwner(let a):
            [a]
        case .choose(let a, let b, let c): [a, b, c]
        case .compare(_, let a, let b), .arithmetic(_, let a, let b), .compareTexts(_, let a, let b), .wordTest(_, let a, let b),
            .textTest(_, let a, let b):
            [a, b]
        case .among(let a, let others), .wordAmong(let a, let others): [a] + others
        case .date(_, let a, let b): [a] + (b.map { [$0] } ?? [])
        case .fold(_, let map, let mask, let value): [map] + [mask, value].compactMap { $0 }
        case .allValid(let map, let mask, let value), .gapValues(let map, let mask, let value): [map, value] + (mask.map { [$0] } ?? [])
        case .firstRow(let map, let mask): [map] + (mask.map { [$0] } ?? [])
        case .group(let map, let mask, let keys): [map] + (mask.map { [$0] } ?? []) + keys
        }
    }
}

extension Program {
    /// The node that decides how many rows a derived level has; nil for levels given from outside.
    func maker(ofLevel level: LevelID) -> NodeID? {
        switch levels[level].kind {
        case .groups(let node), .gaps(let node): node
        default: nil
        }
    }
}
