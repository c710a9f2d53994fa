import Actions
import Basics
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Storage

extension Site {
    /// Answers one request. Whatever goes wrong becomes an answer; nothing is thrown past here. `isLive` says that it came over a connection, whose
    /// end then ends a stream of events.
    package func answer(_ request: Request, from connection: String?, isLive: Bool = false) async -> Response {
        let clock = ContinuousClock.now
        let now = parts.desk.now
        var arrival = Arrival(request, connection: connection, now: now, configuration: parts.configuration)
        var response: Response
        do {
            response = try await answer(&arrival, request, isLive: isLive)
        } catch {
            response = refuse(error, arrival)
        }
        Guard.secure(&response, arrival, parts.configuration)
        if request.method == .head { response = response.createHeadResponse() }
        AccessLog.write(to: parts.log, arrival, response.status.code, ContinuousClock.now - clock)
        return response
    }

    private func answer(_ arrival: inout Arrival, _ request: Request, isLive: Bool) async throws -> Response {
        if let file = parts.files.file(at: request.uri.path) { return try Replier.publicFile(file, arrival) }
        guard let segments = arrival.segments, let (endpoint, values) = table.find(segments) else {
            try await arrival.recognise(parts)
            throw RequestFault.notFound
        }
        arrival.format = endpoint.door == .html ? .html : .json
        let method = request.method == .head ? HTTPRequest.Method.get : request.method
        guard let route = endpoint.routes[method] else { throw RequestFault.wrongMethod(allowed: endpoint.methods) }
        arrival.template = endpoint.door == .json ? "/api/v1\(route.path)" : route.path.description
        try await arrival.recognise(parts)
        if let seconds = parts.limiter.take(route.pace, by: arrival.caller, now: arrival.now) { throw Refusal.tooOften(seconds: seconds) }
        try Guard.admit(arrival, to: route)
        let visit = try await self.visit(&arrival, request, route, values)
        let replier = Replier(parts: parts, arrival: arrival, connection: isLive ? request.body : nil)
        return try await replier.reply(try await route.handle(visit, incoming(arrival, request, route)), to: visit)
    }

    /// The visit of a request that was let in: its body read and proved, its query known.
    private func visit(_ arrival: inout Arrival, _ request: Request, _ route: Route, _ values: [String: String]) async throws -> Visit {
        guard let queries = FormFields.parse((request.uri.query ?? "").utf8) else {
            throw RequestFault.malformed("the query is not properly encoded")
        }
        if arrival.format == .json {
            try Self.check(queries, against: route.inputs)
        }
        var form = FormFields()
        var body: PageValue?
        var details = ActionRequest(id: arrival.id)
        if case .fields = route.body {
            let bytes = try await self.bytes(of: request, limit: route.bodyLimit)
            if arrival.format == .json {
                body = try Self.json(bytes, &details)
                try details.read(arrival.headers)
            } else {
                guard let fields = FormFields.parse(bytes) else { throw RequestFault.malformed("the form is not properly encoded") }
                form = fields
                try Guard.prove(&form, arrival)
                try details.read(&form)
            }
        } else if arrival.format == .json, request.method == .post {
            try details.read(arrival.headers)
        }
        return Visit(
            id: arrival.id, format: arrival.format, language: arrival.language(), now: arrival.now, signedIn: arrival.signedIn,
            path: request.uri.path, region: try arrival.region(queries), form: form, request: details, sessionToken: arrival.sessionToken,
            address: arrival.address, userAgent: arrival.headers[.userAgent], site: parts, route: route, parameters: values, queries: queries,
            body: body)
    }

    /// A machine's query holds declared values of the declared shape, each once.
    private static func check(_ queries: FormFields, against inputs: [RouteInput]) throws {
        for (name, value) in queries.pairs {
            guard let input = inputs.first(where: { $0.name == name }) else { throw Refusal.invalid(name, .unknownField(name)) }
            guard input.fits(value), queries.all(name).count == 1 else { throw Refusal.invalid(name, .notAllowed([])) }
        }
    }

    private func bytes(of request: Request, limit: Int) async throws -> [UInt8] {
        if let announced = request.headers[.contentLength].flatMap({ Int($0) }), announced > limit { throw RequestFault.tooLarge(limit: limit) }
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= limit else { throw RequestFault.tooLarge(limit: limit) }
            bytes += buffer.readableBytesView
        }
        return bytes
    }

    private static func json(_ bytes: [UInt8], _ details: inout ActionRequest) throws -> PageValue {
        do {
            guard case .map(var members) = bytes.isEmpty ? .map([]) : try JSONInput.parse(bytes) else {
                throw RequestFault.malformed("the body is no JSON object")
            }
            func take(_ name: String) -> PageValue? {
                defer { members.removeAll { $0.name == name } }
                return members.first { $0.name == name }?.value
            }
            if case .text(let purpose)? = take("purpose") { details.purpose = purpose }
            if case .text(let time)? = take("device_time") { details.deviceTime = time }
            if case .integer(let version)? = take("base_version") { details.baseVersion = version }
            return .map(members)
        } catch let fault as JSONInput.Fault {
            throw RequestFault.malformed("\(fault.message), at byte \(fault.offset)")
        }
    }

    private func incoming(_ arrival: Arrival, _ request: Request, _ route: Route) -> Incoming {
        let disposition = arrival.headers[.contentDisposition] ?? ""
        let name = disposition.firstRange(of: "filename=").map { disposition[$0.upperBound...].filter { $0 != "\"" } }
        return Incoming(
            body: request.body, contentType: arrival.headers[.contentType], limit: route.bodyLimit,
            admit: { fields in if arrival.format == .html { try Guard.prove(&fields, arrival) } }, isForm: arrival.format == .html,
            fileName: name.flatMap { Percent.decoded(Array($0.utf8)) })
    }

    /// The answer to a request that was refused, in the form and language it was asked in.
    private func refuse(_ error: any Error, _ arrival: Arrival) -> Response {
        let fault = Self.known(error)
        if case RequestFault.broken = fault {
            parts.log.error(
                "a request failed",
                metadata: ["request": "\(arrival.id)", "path": "\(arrival.template)", "fault": "\(String(reflecting: error).prefix(600))"])
        }
        return Replier(parts: parts, arrival: arrival).refusal(fault)
    }

    /// What a caller may be told of an error. Everything unknown is a fault of ours.
    private static func known(_ error: any Error) -> any Error {
        switch error {
        case is Refusal, is RequestFault: return error
        case let field as FieldProblem: return Refusal.invalid([field])
        case let preparing as Preparing: return RequestFault.preparing(seconds: preparing.seconds)
        case let problem as StorageProblem:
            switch problem {
            case .busy, .disconnected, .closed: return RequestFault.unavailable(seconds: 2)
            case .full: return RequestFault.full
            case .outcomeUnknown: return RequestFault.unavailable(seconds: 5)
            default: return RequestFault.broken
            }
        case let problem as Problem: return Refusal.conflict(problem)
        default: return RequestFault.broken
        }
    }
}

extension ActionRequest {
    /// What stands in the headers of an API write.
    fileprivate mutating func read(_ headers: HTTPFields) throws {
        if let key = headers[.idempotencyKey] { client = try Self.checked(key) }
        if let match = headers[.ifMatch] {
            // As our ETag writes it: W/"17-zh".
            let quoted = match.hasPrefix("W/") ? match.dropFirst(2) : match[...]
            let digits = quoted.dropFirst().prefix { $0.isNumber }
            guard quoted.first == "\"", quoted.last == "\"", quoted.count > 2, let version = Int64(digits) else {
                throw RequestFault.malformed("If-Match holds no version")
            }
            baseVersion = version
        }
    }

    /// What stands in the hidden fields of a form.
    fileprivate mutating func read(_ form: inout FormFields) throws {
        if let key = form.take("client"), !key.isEmpty { client = try Self.checked(key) }
        if let version = form.take("base_version"), !version.isEmpty {
            guard let number = Int64(version) else { throw RequestFault.malformed("base_version is no number") }
            baseVersion = number
        }
        purpose = form.take("purpose").map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
        deviceTime = form.take("device_time").flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func checked(_ key: String) throws -> String {
        let fits = (8...64).contains(key.utf8.count) && key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard fits else {
            throw Refusal.invalid("idempotency_key", .wrongShape("8 to 64 letters and digits, such as a UUID", "8 到 64 个字母或数字，例如 UUID"))
        }
        return key
    }
}

extension HTTPField.Name {
    static let idempotencyKey = Self("Idempotency-Key") ?? .contentType
    static let csrfToken = Self("X-CSRF-Token") ?? .contentType
    static let forwardedFor = Self("X-Forwarded-For") ?? .contentType
    static let requestID = Self("X-Request-Id") ?? .contentType
    static let fetchSite = Self("Sec-Fetch-Site") ?? .contentType
    static let hxRequest = Self("HX-Request") ?? .contentType
    static let link = Self("Link") ?? .contentType
    static let accelBuffering = Self("X-Accel-Buffering") ?? .contentType
    static let clearSiteData = Self("Clear-Site-Data") ?? .contentType
}
