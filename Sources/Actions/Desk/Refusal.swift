import Basics

/// Why the desk did not do it. The web room gives each its status; the texts come from the string catalogue.
package enum Refusal: Error, Sendable, Hashable {
    /// No session, or one that has ended.
    case signedOut
    /// The account may not do this at all.
    case forbidden(Permission)
    /// It does not exist, or lies outside the scope: nobody can tell which.
    case notFound
    /// Somebody changed it after the user saw it.
    case stale(current: Int64)
    /// The same client id came with another content.
    case reused
    /// The act needs a purpose.
    case purposeMissing
    /// What was typed cannot be accepted: field name to problem, in the order of the form.
    case invalid([FieldProblem])
    /// The state of the thing does not allow it.
    case conflict(Problem)
    /// Too often; try again after so many seconds.
    case tooOften(seconds: Int)

    package static func invalid(_ field: String, _ problem: Problem) -> Refusal { .invalid([FieldProblem(field: field, problem: problem)]) }
}

/// What is wrong with one field of a form.
package struct FieldProblem: Error, Sendable, Hashable {
    package let field: String
    package let problem: Problem
    package init(field: String, problem: Problem) {
        self.field = field
        self.problem = problem
    }
}
