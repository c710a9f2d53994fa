/// What the compiler knows an expression to be.
enum Meaning {
    case value(NodeID)
    case record(RecordRef)
    case list(ListPlan)
    /// The keys of a group rule.
    case keys([NodeID])
    /// Something that is not the same for all rows of the list it is named in: a row of another list, or of the same one.
    case beside
}

/// A record: a row of a level, possibly picked by a map (`rows[0]`).
struct RecordRef {
    /// `person`, `household`, `village` or a dataset.
    var name: String
    var level: LevelID
    /// Map from another level to this one, for a picked row.
    var picked: NodeID?
    /// For rows gathered for a group rule: the record as the partitions see it; its values become leaves.
    indirect enum Gathered { case from(RecordRef) }
    var gathered: Gathered?
}

/// A list for each row of `owner`: stretches of other levels' rows.
struct ListPlan {
    struct Part {
        var rows: LevelID
        /// From `rows` to the owner.
        var map: NodeID
        var mask: NodeID?
        var element: Element
        /// Nodes at the owner's level that are invalid where making the list ended in an error.
        var faults: [NodeID]
    }
    enum Element {
        case record(RecordRef)
        case value(NodeID)
        /// The rows of each group: of level `rows`, by the map from them to the groups.
        case rows(of: LevelID, map: NodeID, mask: NodeID?, RecordRef)
    }
    var owner: LevelID
    var parts: [Part]
}

/// Why a rule cannot run in columns; it then runs one subject at a time.
struct NotColumnar: Error, Sendable, CustomStringConvertible {
    var description: String
    init(_ reason: String) { description = reason }
}
