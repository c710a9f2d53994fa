/// One step over a whole level: what the compiler makes of a piece of an expression. A value, comparable, so that the same piece in two
/// rules is computed once, and so that another back end could read it.
enum Step: Hashable, Sendable {
    // At the constants' level
    case constant(Int64)
    case constantTruth(Bool)
    case constantText(String)
    /// Parameter of a pack, by `pack/name`.
    case parameter(String)
    case parameterText(String)
    case asOf

    // Columns and paths
    case column(Shape.Column)
    case leaf(Int)
    case up(from: LevelID, to: LevelID)
    case through(NodeID, NodeID)
    /// Values of the map's target for each of its rows.
    case lift(NodeID, map: NodeID)
    /// A constant for every row of a level.
    case fill(NodeID, level: LevelID)
    case present(NodeID)
    case reached(map: NodeID)

    // Truth
    case not(NodeID)
    case and(NodeID, NodeID)
    case or(NodeID, NodeID)
    case choose(NodeID, NodeID, NodeID)
    case truth(NodeID)
    case asNumber(NodeID)

    // Numbers
    case compare(Comparator, NodeID, NodeID)
    case arithmetic(Arithmetic, NodeID, NodeID)
    case negate(NodeID)
    case absolute(NodeID)
    case among(NodeID, [NodeID])
    case date(DateFunction, NodeID, NodeID?)

    // Texts
    case compareTexts(Comparator, NodeID, NodeID)
    case wordAmong(NodeID, [NodeID])
    case wordTest(TextTest, NodeID, NodeID)
    case textTest(TextTest, NodeID, NodeID)
    case asText(NodeID)
    case identity(IdentityFunction, NodeID)

    // Folding rows into their owners
    case fold(Fold, map: NodeID, mask: NodeID?, value: NodeID?)
    /// Valid where all masked rows of the owner are.
    case allValid(map: NodeID, mask: NodeID?, value: NodeID)
    case guarded(NodeID, by: NodeID)
    case firstRow(map: NodeID, mask: NodeID?)
    /// Rows to groups of equal owner and keys.
    case group(map: NodeID, mask: NodeID?, keys: [NodeID])
    case groupOwner(NodeID)
    case groupFirst(NodeID)
    case gapValues(map: NodeID, mask: NodeID?, value: NodeID)
    case gapOwner(NodeID)

    enum Comparator: Hashable, Sendable { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }
    enum Arithmetic: Hashable, Sendable {
        case add, subtract, multiply, divide, modulo
        /// Times hundredths, toward zero.
        case scale
    }
    enum Fold: Hashable, Sendable { case count, sum, least, greatest, any, all, exactlyOne }
    enum DateFunction: Hashable, Sendable {
        case year, month, day, ymd, monthIndex, addDays, addMonths, addYears, monthsBetween, yearsBetween
    }
    enum TextTest: Hashable, Sendable { case starts, ends, contains, sameName }
    enum IdentityFunction: Hashable, Sendable {
        case size, validResidentID, validDisabilityCard, validCreditCode, validBankCard, birthDate, sexDigit, normalised
    }
}
