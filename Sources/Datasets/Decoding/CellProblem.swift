/// Why one cell makes its row unacceptable. Reasons are stable words; the reject file adds what to do.
package struct CellProblem: Sendable {
    package enum Reason: UInt8, Sendable, CaseIterable {
        case empty, notANumber, tooLarge, notADate, notMoney, unknownCode, notYesOrNo, notARegion, tooLong, undecodable, tooManyWords
        case duplicate, householdMissing

        package var word: String {
            switch self {
            case .empty: "required-but-empty"
            case .notANumber: "not-a-number"
            case .tooLarge: "number-too-large"
            case .notADate: "not-a-date"
            case .notMoney: "not-an-amount"
            case .unknownCode: "unknown-code"
            case .notYesOrNo: "not-yes-or-no"
            case .notARegion: "not-a-region-code"
            case .tooLong: "text-too-long"
            case .undecodable: "undecodable"
            case .tooManyWords: "too-many-different-words"
            case .duplicate: "duplicate"
            case .householdMissing: "household-missing"
            }
        }
    }

    /// Row within the block.
    package var row: Int32
    /// Column of the schema.
    package var column: Int32
    package var reason: Reason

    package init(row: Int, column: Int, reason: Reason) {
        self.row = Int32(row)
        self.column = Int32(column)
        self.reason = reason
    }
}
