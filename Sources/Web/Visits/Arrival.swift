import Actions
import Basics
import HTTPTypes
import Hummingbird
import Storage

/// A request as it comes to the door: from where, with which cookies, by whom.
struct Arrival: Sendable {
    let id: String
    let now: Moment
    let headers: HTTPFields
    let method: HTTPRequest.Method
    let authority: String?
    let isSecure: Bool
    /// The caller's address, told by the connection or by so many proxies as are trusted.
    let address: String?
    /// What a browser asked to see, to come back to it; nil for the first page and for what was sent.
    private let wanted: String?
    /// The decoded parts of the path; nil when it is not properly encoded.
    let segments: [String]?
    var format: Visit.Format
    /// The declared path, for the log: never the path that was asked for.
    var template = "-"
    private(set) var signedIn: SignedIn?
    private(set) var sessionToken: String?
    private(set) var isBearer = false

    init(_ request: Request, connection: String?, now: Moment, configuration: SiteConfiguration) {
        id = RandomText.hex(bytes: 8)
        self.now = now
        headers = request.headers
        method = request.method
        authority = request.head.authority
        isSecure = configuration.isSecure
        address = Self.address(connection, request.headers, trusted: configuration.trustedProxies)
        segments = Self.segments(request.uri.path)
        wanted = request.method == .get && request.uri.path != "/" ? request.head.path : nil
        format = segments?.first == "api" ? .json : .html
    }

    /// Where whoever is not signed in is sent, and from there back to what was asked for.
    var signInAddress: String { wanted.map { $0.utf8.count > 1_000 ? "/sign-in" : "/sign-in?back=" + Percent.encoded($0) } ?? "/sign-in" }

    /// Who the caller is for the rate limit: the account when there is one, otherwise the address.
    var caller: String { signedIn.map { "account \($0.actor.account)" } ?? "address \(address ?? "-")" }

    var cookies: [String: String] {
        var found: [String: String] = [:]
        for pair in (headers[.cookie] ?? "").split(separator: ";") {
            let sides = pair.split(separator: "=", maxSplits: 1)
            if sides.count == 2 { found[String(sides[0]).trimmed] = String(sides[1]).trimmed }
        }
        return found
    }

    /// Asks the doorkeeper, once.
    mutating func recognise(_ parts: SiteParts) async throws {
        guard signedIn == nil else { return }
        if let header = headers[.authorization] {
            let words = header.split(separator: " ", maxSplits: 1)
            guard words.count == 2, words[0].lowercased() == "bearer", format == .json else { throw Refusal.signedOut }
            isBearer = true
            signedIn = try await parts.doorkeeper.signedIn(bearer: String(words[1]), now: now)
            guard signedIn != nil else { throw Refusal.signedOut }
        } else if let token = cookies[Cookies.session(isSecure)], (16...200).contains(token.utf8.count) {
            signedIn = try await parts.doorkeeper.signedIn(session: token, now: now)
            sessionToken = signedIn == nil ? nil : token
        }
    }

    /// Whether who came may still have what a route gives: signed in as before, with the same rights over the same region. Asked for as long as a
    /// stream runs; a doorkeeper that does not answer now is asked again.
    func mayStill(_ route: Route, _ parts: SiteParts) async -> Bool {
        guard let before = signedIn else { return true }
        do {
            let found =
                isBearer
                ? try await parts.doorkeeper.signedIn(bearer: bearer, now: parts.desk.now)
                : try await parts.doorkeeper.stillSignedIn(session: sessionToken ?? "", now: parts.desk.now)
            guard let now = found, now.detour == nil else { return false }
            return now.actor.permissions == before.actor.permissions && now.actor.scope == before.actor.scope && now.actor.role == before.actor.role
        } catch {
            return true
        }
    }

    private var bearer: String { headers[.authorization]?.split(separator: " ", maxSplits: 1).last.map(String.init) ?? "" }

    /// What was chosen in this browser, then what the account prefers, then what the browser asks for.
    func language() -> Language {
        cookies[Cookies.language].flatMap(Language.init) ?? signedIn?.language ?? Language.wanted(by: headers[.acceptLanguage])
    }

    /// The region asked to look at. One that is malformed or outside the scope does not exist for this account.
    func region(_ queries: FormFields) throws -> RegionCode? {
        guard let text = queries["region"], !text.isEmpty, let scope = signedIn?.actor.scope else { return nil }
        guard let region = try? RegionCode(text), scope.contains(region) else { throw Refusal.notFound }
        return region == scope.region ? nil : region
    }

    private static func segments(_ path: String) -> [String]? {
        guard path.utf8.first == UInt8(ascii: "/") else { return nil }
        if path == "/" { return [] }
        var segments: [String] = []
        for part in path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let segment = Percent.decoded(part) else { return nil }
            segments.append(segment)
        }
        if segments == RouteTable.apiPrefix + [""] { segments.removeLast() }  // the API's root, as a base address with "/" behind it
        return segments
    }

    private static func address(_ connection: String?, _ headers: HTTPFields, trusted: Int) -> String? {
        guard trusted > 0 else { return connection }
        let hops = headers[values: .forwardedFor].flatMap { $0.split(separator: ",") }.map { String($0).trimmed }
        return hops.count >= trusted ? hops[hops.count - trusted] : connection
    }
}

/// The names of our cookies.
enum Cookies {
    static let language = "youshu_language"
    static let notice = "youshu_notice"

    /// The `__Host-` prefix ties the cookie to this host and to TLS; without TLS, on loopback, the plain name is all there is.
    static func session(_ isSecure: Bool) -> String { isSecure ? "__Host-youshu" : "youshu" }

    static func set(_ name: String, _ value: String, seconds: Int, isSecure: Bool, script: Bool = false) -> String {
        "\(name)=\(value); Path=/; Max-Age=\(seconds); SameSite=Lax" + (script ? "" : "; HttpOnly") + (isSecure ? "; Secure" : "")
    }
}
