import HTTPTypes

/// What a room says back. The web room turns it into HTML or JSON with the headers that belong to it.
package struct Answer: Sendable {
    enum Content: Sendable {
        case page(any PageModel)
        case list(any ListModel)
        case data(PageValue, meta: [PageValue.Member], version: Int64?)
        case seeOther(String)
        case file(FileAnswer)
        case events(EventAnswer)
        case nothing
    }

    /// A change of the browser's cookies.
    enum CookieChange: Sendable {
        case session(String, seconds: Int)
        case endSession
        case language(Language)
        case notice(String)
    }

    let content: Content
    var status: HTTPResponse.Status
    var cookies: [CookieChange] = []

    init(_ content: Content, status: HTTPResponse.Status = .ok) {
        self.content = content
        self.status = status
    }

    package static func page(_ model: any PageModel) -> Answer { Answer(.page(model)) }
    static func page(_ model: any PageModel, status: HTTPResponse.Status) -> Answer { Answer(.page(model), status: status) }
    static func list(_ model: any ListModel) -> Answer { Answer(.list(model)) }

    /// After a form: the page to look at now. Machines get an empty answer instead.
    package static func seeOther(_ path: String) -> Answer { Answer(.seeOther(path), status: .seeOther) }
    package static func file(_ file: FileAnswer) -> Answer { Answer(.file(file)) }
    static func events(_ events: EventAnswer) -> Answer { Answer(.events(events)) }
    package static let nothing = Answer(.nothing, status: .noContent)

    /// Data for machines.
    package static func data(_ value: PageValue, meta: [PageValue.Member] = [], version: Int64? = nil) -> Answer {
        Answer(.data(value, meta: meta, version: version))
    }

    package static func data(_ content: some Encodable) throws -> Answer { .data(try PageValueEncoder.value(of: content)) }

    /// Begins a session in this browser: the cookie holds the token, the database its digest.
    package func beginningSession(_ token: String, seconds: Int) -> Answer { with(.session(token, seconds: seconds)) }
    /// Ends it, and tells the browser to forget what it keeps of this site.
    package func endingSession() -> Answer { with(.endSession) }
    /// Remembers the language for those who have no account.
    package func speaking(_ language: Language) -> Answer { with(.language(language)) }
    /// A line the next page shows once: the key of a text of the catalogue.
    package func noting(_ key: String) -> Answer { with(.notice(key)) }

    private func with(_ cookie: CookieChange) -> Answer {
        var answer = self
        answer.cookies.append(cookie)
        return answer
    }
}

/// A file on its way out.
package struct FileAnswer: Sendable {
    /// The name the browser is told; whatever is no plain name character becomes `_`.
    package let name: String
    package let mediaType: String
    /// In bytes, when known before.
    package let size: Int64?
    /// Called once; gives the pieces one by one and nil at the end.
    package let pieces: @Sendable () async throws -> (@Sendable () async throws -> [UInt8]?)

    package init(
        name: String, mediaType: String, size: Int64? = nil, pieces: @escaping @Sendable () async throws -> (@Sendable () async throws -> [UInt8]?)
    ) {
        self.name = name
        self.mediaType = mediaType
        self.size = size
        self.pieces = pieces
    }

    /// A file that is small enough to be held.
    package init(name: String, mediaType: String, bytes: [UInt8]) {
        self.init(name: name, mediaType: mediaType, size: Int64(bytes.count)) {
            let rest = OnceBox(bytes)
            return { await rest.take() }
        }
    }
}

/// Gives its content once.
private actor OnceBox {
    private var content: [UInt8]?
    init(_ content: [UInt8]) { self.content = content }
    func take() -> [UInt8]? {
        defer { content = nil }
        return content
    }
}
