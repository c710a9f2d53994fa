import Actions
import Basics
import HTTPTypes

/// One refusal in the reader's language, for the problem page and for `application/problem+json` (RFC 9457).
package struct ProblemDetails: PageModel {
    package static let template = "problem"

    package var status: Int
    package var code: String
    package var title: String
    package var detail: String
    package var whatToDo: String
    /// The number to quote; the log has the rest.
    package var requestId: String
    package var fields: [FormProblem]

    package static let specimen = ProblemDetails(
        status: 404, code: "not-found", title: "找不到", detail: "没有这一页，或者不在你的辖区内。", whatToDo: "请检查地址。", requestId: "8f3c21d09a7b4e65", fields: [])
}

/// Writes refusals and faults in words. Their texts are in the catalogue under `problem.<code>.title`, `.detail` and `.todo`.
struct ProblemWriter: Sendable {
    let strings: StringCatalogue
    let language: Language
    let requestID: String

    func details(_ error: any Error) -> ProblemDetails {
        switch error {
        case let refusal as Refusal: details(refusal)
        case let fault as RequestFault: details(fault)
        default: details(RequestFault.broken)
        }
    }

    private func details(_ refusal: Refusal) -> ProblemDetails {
        switch refusal {
        case .conflict(let problem):
            ProblemDetails(
                status: refusal.status.code, code: problem.code.rawValue, title: language.text(of: problem.what),
                detail: language.text(of: problem.why),
                whatToDo: language.text(of: problem.remedy), requestId: requestID, fields: [])
        case .tooOften(let seconds): written(refusal.code, refusal.status, ["seconds": String(seconds)])
        default: written(refusal.code, refusal.status, fields: refusal.formProblems ?? [])
        }
    }

    private func details(_ fault: RequestFault) -> ProblemDetails {
        switch fault {
        case .wrongMethod(let allowed): written(fault.code, fault.status, ["allowed": allowed.joined(separator: ", ")])
        case .wrongType(let expected): written(fault.code, fault.status, ["expected": expected.joined(separator: ", ")])
        case .tooLarge(let limit): written(fault.code, fault.status, ["limit": String(limit >> 10)])
        case .malformed(let why): written(fault.code, fault.status, ["why": why])
        default: written(fault.code, fault.status)
        }
    }

    private func written(
        _ code: String, _ status: HTTPResponse.Status, _ values: [String: String] = [:], fields: [FieldProblem] = []
    ) -> ProblemDetails {
        ProblemDetails(
            status: status.code, code: code, title: strings.text("problem.\(code).title", language, values),
            detail: strings.text("problem.\(code).detail", language, values), whatToDo: strings.text("problem.\(code).todo", language, values),
            requestId: requestID, fields: fields.map { FormProblem($0, language) })
    }

    /// Every code above; the texts of each are checked at the start.
    static let codes = [
        "signed-out", "forbidden", "not-found", "stale", "reused", "purpose-missing", "invalid", "too-often", "wrong-method", "wrong-media-type",
        "too-large", "forged", "malformed", "account-unfinished", "step-up-required", "busy", "preparing", "full", "fault",
    ]
}
