import Actions
import HTTPTypes
import Hummingbird

/// Who may come in, by which proof; and what every answer tells the browser to forbid.
enum Guard {
    /// Lets in or throws: session, permission, origin, media type. In this order, so that a stranger learns nothing of the form of a request.
    static func admit(_ arrival: Arrival, to route: Route) throws {
        if route.method != .get { try checkOrigin(arrival) }
        switch route.access {
        case .everyone: break
        case .undeclared: throw RequestFault.broken
        case .signedIn, .permission:
            guard let signedIn = arrival.signedIn else { throw Refusal.signedOut }
            if let detour = signedIn.detour, !isOnTheWay(arrival, detour) { throw RequestFault.detour(detour) }
            if case .permission(let permission) = route.access, !signedIn.actor.may(permission) { throw Refusal.forbidden(permission) }
        }
        guard route.method == .post else { return }
        try checkMediaType(arrival, route)
        // With a cookie the browser signs in by itself, so a page of another site could write; a bearer token it does not know.
        if arrival.format == .json, !arrival.isBearer, let signedIn = arrival.signedIn {
            guard sameSecret(arrival.headers[.csrfToken] ?? "", signedIn.csrf) else { throw RequestFault.forged }
        }
    }

    /// An account that must first do something may go there, and out.
    private static func isOnTheWay(_ arrival: Arrival, _ detour: String) -> Bool {
        arrival.template == "/sign-out" || arrival.template == detour || arrival.template.hasPrefix(detour + "/")
    }

    /// A write comes from a page of ours: what the browser says of its origin must agree. A caller that is no browser says nothing. Because our
    /// pages send no referrer, browsers write `Origin: null` on their forms; then what they say of the site decides.
    private static func checkOrigin(_ arrival: Arrival) throws {
        let site = arrival.headers[.fetchSite]
        if let site, site != "same-origin", site != "none" { throw RequestFault.forged }
        guard let origin = arrival.headers[.origin] else { return }
        if origin == "null" {
            guard site == "same-origin" else { throw RequestFault.forged }
            return
        }
        guard origin.split(separator: "/").last.map(String.init) == arrival.authority else { throw RequestFault.forged }
    }

    private static func checkMediaType(_ arrival: Arrival, _ route: Route) throws {
        let type = arrival.headers[.contentType]?.split(separator: ";").first.map { String($0).trimmed.lowercased() }
        let expected: [String] =
            switch (route.body, arrival.format) {
            case (.none, _): []
            case (.fields, .html): ["application/x-www-form-urlencoded"]
            case (.fields, .json): ["application/json"]
            case (.file, .html): ["multipart/form-data"]
            case (.file, .json): ["application/octet-stream"]
            }
        guard !expected.isEmpty else { return }
        guard let type, expected.contains(type) else { throw RequestFault.wrongType(expected: expected) }
    }

    /// The form carries the session's secret; a form of somebody without a session carries nothing and is held by the origin alone.
    static func prove(_ form: inout FormFields, _ arrival: Arrival) throws {
        let given = form.take("csrf") ?? arrival.headers[.csrfToken] ?? ""
        guard let signedIn = arrival.signedIn else { return }
        guard sameSecret(given, signedIn.csrf) else { throw RequestFault.forged }
    }

    /// Compares without telling by its time where the difference is.
    static func sameSecret(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        guard a.count == b.count, !b.isEmpty else { return false }
        return zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    static let contentSecurityPolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:", "font-src 'self'", "connect-src 'self'",
        "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    /// The headers of every answer. What is not said to be public is not kept by anybody.
    static func secure(_ response: inout Response, _ arrival: Arrival, _ configuration: SiteConfiguration) {
        response.headers[.contentSecurityPolicy] = contentSecurityPolicy
        response.headers[.xContentTypeOptions] = "nosniff"
        // Not no-referrer: browsers then send "Origin: null" with a form of our own, and it could not be told from a stranger's.
        response.headers[HTTPField.Name("Referrer-Policy") ?? .via] = "same-origin"
        response.headers[HTTPField.Name("Cross-Origin-Opener-Policy") ?? .via] = "same-origin"
        response.headers[HTTPField.Name("Cross-Origin-Resource-Policy") ?? .via] = "same-origin"
        response.headers[HTTPField.Name("Permissions-Policy") ?? .via] = "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()"
        response.headers[.requestID] = arrival.id
        if configuration.isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    }
}
