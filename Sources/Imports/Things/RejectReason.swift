import Datasets
import Tabular

/// Every reason a row may be rejected for, by its stable word; each has two texts in the catalogue, `reject.<word>` and `reject.<word>.todo`.
package enum RejectReason {
    package static let all: [String] =
        CellProblem.Reason.allCases.map(\.word)
        + [
            RecordFault.Reason.tooFewFields, .tooManyFields, .openQuote, .strayQuote, .recordTooLong, .damaged,
        ].map(\.rawValue) + [RejectedRow.repeated]

    static let known = Set(all)
}
