import Declarations

/// Every kind of mistake the pack loader, the examples and the lock know of. Its raw value is the code a reader sees; the
/// expression checker's own codes (`unknown-field`, `unit-clash`, …) come on top and are passed through as they are.
package enum PackMistake: String, CaseIterable, Sendable {
    // The file and its shape.
    case yamlSyntax = "yaml-syntax"
    case duplicateKey = "duplicate-key"
    case unknownKey = "unknown-key"
    case missingKey = "missing-key"
    case wrongKindOfValue = "wrong-kind-of-value"
    case missingPackFile = "missing-pack-file"
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
    case verifiedByUnverified = "verified-by-unverified"
    case unknownExplanationCode = "unknown-explanation-code"
    case duplicateExplanationCode = "duplicate-explanation-code"

    // Parameters.
    case badParameterType = "bad-parameter-type"
    case parameterTypeMismatch = "parameter-type-mismatch"
    case duplicateParameter = "duplicate-parameter"
    case unorderedHistory = "unordered-history"
    case duplicateHistoryDate = "duplicate-history-date"
    case dateGap = "date-gap"
    case unknownParameter = "unknown-parameter"
    case unusedParameter = "unused-parameter"
    case staleVerification = "stale-verification"

    // Expressions and what stands around them.
    case unknownDataset = "unknown-dataset"
    case duplicateLet = "duplicate-let"
    case unusedLet = "unused-let"
    case shadowedName = "shadowed-name"
    case conditionNotBool = "condition-not-bool"
    case evidenceNotNumber = "evidence-not-number"
    case duplicateEvidence = "duplicate-evidence"
    case messageUnknownEvidence = "message-unknown-evidence"

    // Examples.
    case tooFewExamples = "too-few-examples"
    case exampleUnknownFact = "example-unknown-fact"
    case exampleBadValue = "example-bad-value"
    case exampleBadSubject = "example-bad-subject"
    case exampleUnknownEvidence = "example-unknown-evidence"
    case exampleOutsideInForce = "example-outside-in-force"
    case exampleFails = "example-fails"

    // The lock.
    case releasedRuleChanged = "released-rule-changed"
    case releasedRuleMissing = "released-rule-missing"
    case releasedRuleNotLocked = "released-rule-not-locked"

    /// A warning leaves the rule in the pack; an error leaves it out.
    package var severity: Diagnostic.Severity {
        switch self {
        case .fileTooLong, .unexpectedFile, .unusedParameter, .unusedLet, .staleVerification, .releasedRuleNotLocked: .warning
        default: .error
        }
    }

    package func callAsFunction(_ message: String, at position: Position, suggestion: String? = nil) -> Diagnostic {
        Diagnostic(severity, rawValue, message, at: position, suggestion: suggestion)
    }
}
