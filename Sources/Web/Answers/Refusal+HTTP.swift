import Actions
import Basics
import HTTPTypes

/// What was asked for is being made, beside the asker: a browser looks again by itself after some seconds, a program is told when to.
package struct Preparing: Error, Sendable, Hashable {
    package let seconds: Int
    package init(seconds: Int) { self.seconds = seconds }
}

/// Faults of the request itself, before any room is asked.
enum RequestFault: Error, Sendable, Hashable {
    case notFound
    case wrongMethod(allowed: [String])
    case wrongType(expected: [String])
    case tooLarge(limit: Int)
    /// The form does not come from a page of ours, or its page is too old.
    case forged
    case malformed(String)
    /// The account must do something else first.
    case detour(String)
    /// The account must show once more who it is, at this address.
    case stepUp(String)
    /// The database is busy or full.
    case unavailable(seconds: Int)
    /// It takes some seconds, and has begun.
    case preparing(seconds: Int)
    case full
    /// A fault of ours; the log has the details.
    case broken
}

extension Refusal {
    var status: HTTPResponse.Status {
        switch self {
        case .signedOut: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .stale, .conflict: .conflict
        case .reused, .purposeMissing, .invalid: .unprocessableContent
        case .tooOften: .tooManyRequests
        }
    }

    /// What a form can be shown again with; nil for refusals that have nothing to do with what was typed.
    var formProblems: [FieldProblem]? {
        switch self {
        case .invalid(let problems): problems
        case .purposeMissing: [FieldProblem(field: "purpose", problem: .missing)]
        case .conflict(let problem): [FieldProblem(field: "", problem: problem)]
        case .stale: [FieldProblem(field: "", problem: .stale)]
        default: nil
        }
    }
}

extension RequestFault {
    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .wrongMethod: .methodNotAllowed
        case .wrongType: .unsupportedMediaType
        case .tooLarge: .contentTooLarge
        case .forged, .detour, .stepUp: .forbidden
        case .malformed: .badRequest
        case .unavailable, .preparing: .serviceUnavailable
        case .full: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
        case .broken: .internalServerError
        }
    }

    var code: String {
        switch self {
        case .notFound: "not-found"
        case .wrongMethod: "wrong-method"
        case .wrongType: "wrong-media-type"
        case .tooLarge: "too-large"
        case .forged: "forged"
        case .malformed: "malformed"
        case .detour: "account-unfinished"
        case .stepUp: "step-up-required"
        case .unavailable: "busy"
        case .preparing: "preparing"
        case .full: "full"
        case .broken: "fault"
        }
    }
}

extension Problem {
    static let stale = Problem(
        "stale", what: .init(zh: "没有保存", en: "not saved"),
        why: .init(zh: "你打开以后，别人改过了", en: "somebody changed this after you opened it"),
        remedy: .init(zh: "请重新打开，看清新内容再填", en: "open it again, look at what is new, then fill it in"))
}
