import Declarations

/// Every kind of mistake that the pack loader, the examples and the lock report themselves. The raw value is the code a reader
/// sees. Module Declarations' codes (`yaml-syntax`, `missing-key`, …) and the expression checker's (`unknown-field`, `unit-clash`,
/// …) come on top.
enum PackMistake: String, CaseIterable, Sendable {
    // The file and its shape.
    case missingPackFile = "missing-pack-file"
    case unknownPack = "unknown-pack"
    case emptyPack = "empty-pack"
    case fileTooLong = "file-too-long"
    case unexpectedFile = "unexpected-file"
    case missingTranslation = "missing-translation"

    // What a rule says about itself.
    case badID = "bad-id"
    case idDiffersFromFile = "id-differs-from-file"
    case duplicateRuleID = "duplicate-rule-id"
    case badVersion = "bad-version"
    case badStatus = "bad-status"
    case badOutcome = "bad-outcome"
    case badSeverity = "bad-severity"
    case badSubject = "bad-subject"
    case badArea = "bad-area"
    case missingReference = "missing-reference"
    case badDate = "bad-date"
    case spanReversed = "span-reversed"
    case unverifiedNotMarked = "unverified-not-marked"
    case unknownExplanationCode = "unknown-explanation-code"
    case duplicateExplanationCode = "duplicate-explanation-code"

    // Parameters.
    case badParameterType = "bad-parameter-type"
    case parameterTypeMismatch = "parameter-type-mismatch"
    case emptyHistory = "empty-history"
    case unorderedHistory = "unordered-history"
    case duplicateHistoryDate = "duplicate-history-date"
    case dateGap = "date-gap"
    case unusedParameter = "unused-parameter"
    case staleVerification = "stale-verification"

    // Expressions and what stands around them.
    case unknownDataset = "unknown-dataset"
    case unusedLet = "unused-let"
    case shadowedName = "shadowed-name"
    case duplicateEvidence = "duplicate-evidence"
    case messageUnknownEvidence = "message-unknown-evidence"

    // Examples.
    case tooFewExamples = "too-few-examples"
    case exampleBadValue = "example-bad-value"
    case exampleUnknownEvidence = "example-unknown-evidence"
    case exampleOutsideInForce = "example-outside-in-force"
    case exampleFails = "example-fails"
    case exampleUndecided = "example-undecided"

    // The lock.
    case releasedRuleChanged = "released-rule-changed"
    case releasedRuleMissing = "released-rule-missing"
    case releasedRuleNotLocked = "released-rule-not-locked"

    /// A warning leaves the rule in the pack; an error leaves it out.
    var severity: Diagnostic.Severity {
        switch self {
        case .emptyPack, .fileTooLong, .unexpectedFile, .unusedParameter, .unusedLet, .staleVerification, .unverifiedNotMarked, .exampleUndecided,
            .releasedRuleNotLocked:
            .warning
        default: .error
        }
    }

}
