/// A kind of row that columns have one value for: the constants' single row, villages, households, persons, a dataset's rows, and what
/// rules derive from them (groups, gaps). Levels form paths from the small to the large: a payment to its person, household, village.
typealias LevelID = Int
typealias NodeID = Int

struct Level: Sendable {
    enum Kind: Hashable, Sendable {
        /// One row: constants, parameters, the day.
        case constant
        case village, household, person
        /// Rows of a dataset that matched (and the others where a rule wants them).
        case rows(dataset: String)
        /// Groups of rows with equal keys, made by the node; also distinct values.
        case groups(NodeID)
        /// Differences between neighbours, made by the node.
        case gaps(NodeID)
        /// The rows gathered for a rule whose subject is a group, and those groups.
        case gathered, gatheredGroups
    }
    var kind: Kind
    /// Levels one step up, with the node that maps rows there.
    var ups: [(level: LevelID, map: NodeID)] = []

    static let constant: LevelID = 0
    static let village: LevelID = 1
    static let household: LevelID = 2
    static let person: LevelID = 3
}

/// How a node's values are held.
enum Shape: Hashable, Sendable {
    /// 64-bit numbers: whole numbers, fen, hundredths, days.
    case number
    case truth
    case text
    /// Numbers of words in the column's book (dataset and schema column).
    case word(Column)
    /// Packed IDs of a column.
    case id(Column)
    /// Row numbers of another level, -1 for none.
    case map(to: LevelID)

    struct Column: Hashable, Sendable {
        var table: TableName
        var index: Int
    }
}

/// Which table a level's columns stand in.
enum TableName: Hashable, Sendable {
    case persons, households, villages
    case dataset(String)
}
