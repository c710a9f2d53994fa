import Actions
import HTTPTypes
import Hummingbird
import NIOCore

/// Turns a room's answer into what goes over the wire: HTML in its frame, JSON in its envelope, files in pieces.
struct Replier: Sendable {
    let parts: SiteParts
    let arrival: Arrival
    /// What comes over the connection, to learn from that it was closed; nil where there is none, as in a test.
    var connection: RequestBody?

    func reply(_ answer: Answer, to visit: Visit) async throws -> Response {
        var response: Response
        switch answer.content {
        case .page(let model): response = try await page(model, visit, answer.status)
        case .list(let model): response = try await page(model, visit, answer.status, next: model.next)
        case .data(let value, let meta, let version): response = data(value, meta, version, visit)
        case .seeOther(let path):
            response = visit.format == .html ? Response(status: .seeOther, headers: [.location: path]) : Response(status: .noContent)
        case .file(let file): response = self.file(file)
        case .events(let events): response = try self.events(events, visit)
        case .nothing:
            response = Response(status: visit.format == .html ? .seeOther : .noContent, headers: visit.format == .html ? [.location: "/"] : [:])
        }
        for cookie in answer.cookies { set(cookie, on: &response) }
        return response
    }

    // MARK: Pages and data

    private func page(_ model: any PageModel, _ visit: Visit, _ status: HTTPResponse.Status, next: String? = nil) async throws -> Response {
        let value = try PageValueEncoder.value(of: model)
        guard visit.format == .html else {
            var meta: [PageValue.Member] = []
            if model is any ListModel { meta.append(.init("next", next.map { .text($0) } ?? .null)) }
            if let version = model.version { meta.append(.init("version", .integer(version))) }
            var response = data(value, meta, model.version, visit)
            if let next { response.headers[.link] = "<\(visit.address(with: "after", next))>; rel=\"next\"" }
            return response
        }
        let notice = arrival.cookies[Cookies.notice]
        let frame = await parts.frames.frame(for: visit, next: next, notice: notice)
        var response = try html(type(of: model), value, frame, visit.language, status)
        if notice != nil {
            response.headers.append(.init(name: .setCookie, value: Cookies.set(Cookies.notice, "", seconds: 0, isSecure: arrival.isSecure)))
        }
        return response
    }

    private func html(_ page: any PageModel.Type, _ value: PageValue, _ frame: Frame, _ language: Language, _ status: HTTPResponse.Status) throws
        -> Response
    {
        let framed = try PageValueEncoder.value(of: Framed(frame: frame))
        guard let bytes = parts.templates.render(page, language, over: [framed, value]) else { throw RequestFault.broken }
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .contentLanguage: language.tag, .vary: "Cookie, Accept-Language"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// `{"data": …, "meta": {…}}`, with a weak ETag when the thing has a version.
    private func data(_ value: PageValue, _ meta: [PageValue.Member], _ version: Int64?, _ visit: Visit) -> Response {
        var headers: HTTPFields = [
            .contentType: "application/json", .contentLanguage: visit.language.tag, .vary: "Cookie, Authorization, Accept-Language",
        ]
        if let version {
            let tag = "W/\"\(version)-\(visit.language.rawValue)\""
            headers[.eTag] = tag
            // The scope and the language may change what a version shows; the tag holds both of those that can.
            headers[.cacheControl] = "private, no-cache"
            if visit.route.method == .get, arrival.headers[.ifNoneMatch]?.contains(tag) == true {
                return Response(status: .notModified, headers: headers)
            }
        }
        let envelope = PageValue.object([.init("data", value), .init("meta", .object(meta))])
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: JSONText.bytes(of: envelope))))
    }

    // MARK: Files

    private func file(_ file: FileAnswer) -> Response {
        let plain = String(
            file.name.unicodeScalars.map {
                $0.isASCII && ($0.properties.isAlphabetic || "0123456789.-_".unicodeScalars.contains($0)) ? Character($0) : "_"
            })
        let headers: HTTPFields = [
            .contentType: file.mediaType, .contentDisposition: "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(Percent.encoded(file.name))",
        ]
        let body = ResponseBody(contentLength: file.size.map { Int($0) }) { writer in
            let next = try await file.pieces()
            while let piece = try await next() { try await writer.write(ByteBuffer(bytes: piece)) }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }

    // MARK: Events

    /// The stream begins when the answer's body is asked for, and holds its place until that is done with.
    private func events(_ events: EventAnswer, _ visit: Visit) throws -> Response {
        let place = try parts.hall.enter(arrival.caller)
        let stream = EventStream(answer: events, habits: parts.configuration.events) { [parts, arrival] in
            await arrival.mayStill(visit.route, parts)
        }
        let (log, begun) = (parts.log, ContinuousClock.now)
        // Not to be kept together by a proxy until there is more of it, nor packed, nor changed.
        let headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store, no-transform", .accelBuffering: "no"]
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { [connection, arrival] writer in
                defer {
                    withExtendedLifetime(place) {}
                    AccessLog.write(endOf: stream.tally, to: log, arrival, ContinuousClock.now - begun)
                }
                try await Self.run(stream, &writer, over: connection)
                try await writer.finish(nil)
            })
    }

    /// Over a real connection the stream ends as soon as the listener closes it, and not only when the next beat cannot be sent.
    private static func run(_ stream: EventStream, _ writer: inout any ResponseBodyWriter, over connection: RequestBody?) async throws {
        guard let connection else { return try await stream.run(&writer) }
        try await connection.consumeWithInboundCloseHandler { _ in
            try await stream.run(&writer)
        } onInboundClosed: {
            stream.leave()
        }
    }

    static func publicFile(_ file: PublicFiles.File, _ arrival: Arrival) throws -> Response {
        guard arrival.method == .get || arrival.method == .head else { throw RequestFault.wrongMethod(allowed: ["GET", "HEAD"]) }
        return Response(
            status: .ok, headers: [.contentType: file.mediaType, .cacheControl: "public, max-age=31536000, immutable"],
            body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }

    // MARK: Refusals

    func refusal(_ error: any Error) -> Response {
        let language = arrival.language()
        if arrival.format == .html, case Refusal.signedOut = error {
            return Response(status: .found, headers: [.location: arrival.signInAddress])
        }
        if arrival.format == .html, case RequestFault.detour(let path) = error { return Response(status: .found, headers: [.location: path]) }
        if arrival.format == .html, case RequestFault.stepUp(let path) = error { return Response(status: .seeOther, headers: [.location: path]) }
        let details = ProblemWriter(strings: parts.strings, language: language, requestID: arrival.id).details(error)
        var response = arrival.format == .html ? problemPage(details, language) : problem(details, language)
        switch error {
        case RequestFault.wrongMethod(let allowed): response.headers[.allow] = allowed.joined(separator: ", ")
        case Refusal.tooOften(let seconds), RequestFault.unavailable(let seconds): response.headers[.retryAfter] = String(seconds)
        case RequestFault.preparing(let seconds):
            response.headers[.retryAfter] = String(seconds)
            if arrival.format == .html, let refresh = HTTPField.Name("Refresh") { response.headers[refresh] = String(seconds) }
        case Refusal.signedOut: response.headers[.wwwAuthenticate] = "Bearer"
        default: break
        }
        return response
    }

    /// `application/problem+json` of RFC 9457.
    private func problem(_ details: ProblemDetails, _ language: Language) -> Response {
        let status = HTTPResponse.Status(code: details.status)
        let body = ((try? PageValueEncoder.value(of: details)).map(JSONText.bytes)) ?? []
        return Response(
            status: status, headers: [.contentType: "application/problem+json", .contentLanguage: language.tag],
            body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// A page without navigation: the reader may not be known, and the database may be what failed.
    private func problemPage(_ details: ProblemDetails, _ language: Language) -> Response {
        let frame = Frame.empty(language, files: parts.files)
        guard let value = try? PageValueEncoder.value(of: details),
            let response = try? html(ProblemDetails.self, value, frame, language, .init(code: details.status))
        else { return problem(details, language) }
        return response
    }

    // MARK: Cookies

    private func set(_ cookie: Answer.CookieChange, on response: inout Response) {
        func add(_ value: String) { response.headers.append(.init(name: .setCookie, value: value)) }
        switch cookie {
        case .session(let token, let seconds):
            add(Cookies.set(Cookies.session(arrival.isSecure), token, seconds: seconds, isSecure: arrival.isSecure))
        case .endSession:
            add(Cookies.set(Cookies.session(arrival.isSecure), "", seconds: 0, isSecure: arrival.isSecure))
            response.headers[.clearSiteData] = "\"cache\", \"storage\""
        case .language(let language): add(Cookies.set(Cookies.language, language.rawValue, seconds: 31_536_000, isSecure: arrival.isSecure))
        case .notice(let key): add(Cookies.set(Cookies.notice, key, seconds: 60, isSecure: arrival.isSecure))
        }
    }
}
