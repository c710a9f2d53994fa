import Actions
import Basics
import HTTPTypes
import Storage

/// One request on its way through a room: who came, for what, in which language; and the desk to ask and act at.
package struct Visit: Sendable {
    /// HTML for people, JSON for machines: the same handler serves both.
    package enum Format: Sendable { case html, json }

    /// The request's id, which stands in the log, the answer and the audit entry.
    package let id: String
    package let format: Format
    package let language: Language
    package let now: Moment
    package let signedIn: SignedIn?
    /// The path as it was asked for, without the query; for links back.
    package let path: String
    /// The part of the scope being looked at (`?region=`); nil for all of it. Already known to lie inside.
    package let region: RegionCode?
    /// What was sent as a form, without the fields that belong to the request (`csrf`, `client`, `base_version`, `purpose`, `device_time`).
    package let form: FormFields
    /// What comes with a write from outside.
    package let request: ActionRequest
    /// The session's cookie, for signing out.
    package let sessionToken: String?
    /// Where the request comes from, told by the connection or a trusted proxy. Personal: never in a log of ours.
    package let address: String?
    package let userAgent: String?
    let site: SiteParts
    let route: Route
    let parameters: [String: String]
    let queries: FormFields
    let body: PageValue?

    package var desk: Desk { site.desk }

    /// Whoever signed in, narrowed to the region being looked at. Throws `signedOut`.
    package var actor: Actor {
        get throws {
            guard let actor = signedIn?.actor else { throw Refusal.signedOut }
            guard let narrowed = actor.looking(at: region) else { throw Refusal.notFound }
            return narrowed
        }
    }

    /// A name of the route's path, `{household}`, decoded. A name the path does not have is nothing anybody could have asked for.
    package func parameter(_ name: String) throws -> String {
        guard let value = parameters[name] else { throw Refusal.notFound }
        return value
    }

    /// A number of a thing in the path; anything else is a thing that does not exist.
    package func id(_ name: String) throws -> Int64 {
        let text = try parameter(name)
        guard let number = Int64(text), number >= 0, String(number) == text else { throw Refusal.notFound }
        return number
    }

    /// A value of the address's query; nil when absent or empty. It must be among the route's declared inputs.
    package func query(_ name: String) -> String? { queries[name].flatMap { $0.isEmpty ? nil : $0 } }
    package func queries(_ name: String) -> [String] { queries.all(name) }

    /// A whole number of the query; one that is none is a fault of the request.
    package func number(_ name: String) throws -> Int64? {
        guard let text = query(name) else { return nil }
        guard let number = Int64(text) else { throw Refusal.invalid(name, .wrongShape("a whole number", "整数")) }
        return number
    }

    /// A date of the query, `2025-06-30`.
    package func date(_ name: String) throws -> CalendarDate? {
        guard let text = query(name) else { return nil }
        guard let date = CalendarDate(iso: text) else { throw Refusal.invalid(name, .wrongShape("a date like 2025-06-30", "像 2025-06-30 这样的日期")) }
        return date
    }

    /// Where the next page of a list begins, and how many rows it may have (1 to 200, 50 when not said).
    package var after: String? { query("after") }
    package var limit: Int {
        get throws {
            guard let number = try number("limit") else { return 50 }
            guard (1...200).contains(number) else { throw Refusal.invalid("limit", .wrongShape("a number from 1 to 200", "1 到 200 的整数")) }
            return Int(number)
        }
    }

    /// Asks a question within the scope being looked at.
    package func ask<Q: Query>(_ query: Q) async throws -> Q.Answer { try await desk.ask(query, as: actor) }

    /// Does an act. The version, the client's id, the purpose and the device's time that came with the request go with it.
    package func perform<A: Action>(_ action: A) async throws -> Done<A.Outcome> { try await desk.perform(action, as: actor, request: request) }

    /// A text of the catalogue in the reader's language.
    package func text(_ key: String, _ values: [String: String] = [:]) -> String { site.strings.text(key, language, values) }

    /// The same, or nil when the catalogue has no such text: for keys that are made of data.
    package func textIfAny(_ key: String) -> String? { site.strings.has(key) ? text(key) : nil }

    /// The input as a value: from the form or the JSON body, with the names of the path.
    package func input<Input: Decodable>(_ type: Input.Type) throws -> Input {
        var members: [PageValue.Member] = []
        if case .map(let given) = body ?? form.tree { members = given }
        let known = Set(FormState.names(of: type).map { String($0.prefix { $0 != "." }) })
        if let stray = members.first(where: { !known.contains(SnakeCase.name($0.name)) }), !known.isEmpty {
            throw Refusal.invalid(stray.name, .unknownField(stray.name))
        }
        members.removeAll { parameters[$0.name] != nil }
        members += parameters.map { .init($0.key, .text($0.value)) }
        do {
            return try InputDecoder.decode(type, from: .map(members), isForm: body == nil, textual: Set(parameters.keys))
        } catch Refusal.invalid(let problems) where problems.contains(where: { parameters[$0.field] != nil }) {
            throw Refusal.notFound  // a number in the path that is none names nothing
        }
    }

    /// This page's address, to come back to; the workbench for the answer to a form.
    var backAddress: String { route.method == .get ? address(with: "q", query("q")) : "/" }

    /// The address of this page with one value of the query changed or taken away; everything else stays as it is.
    package func address(with name: String, _ value: String?) -> String {
        var pairs = queries.pairs.filter { $0.name != name && $0.name != "after" }
        if let value { pairs.append((name, value)) }
        guard !pairs.isEmpty else { return path }
        return path + "?" + pairs.map { "\(Percent.encoded($0.name))=\(Percent.encoded($0.value))" }.joined(separator: "&")
    }
}
