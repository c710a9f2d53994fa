import Actions
import Basics
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Storage
import TestSupport
import Web

/// A site in memory over an empty database, visited as anybody without passwords. Nothing listens on a port.
///
///     try await withSite([RegisterFeature.feature()]) { site in
///         let page = try await site.get("/households", as: .officer())
///         #expect(page.status == 200)
///     }
package final class WebTester: Sendable {
    package let site: Site
    package let desk: Desk
    private let people: TestDoorkeeper

    fileprivate init(site: Site, desk: Desk, people: TestDoorkeeper) {
        self.site = site
        self.desk = desk
        self.people = people
    }

    /// A page as the account sees it; nil is somebody who has not signed in. `/api/…` answers as JSON.
    package func get(_ path: String, as actor: Actor? = nil, headers: [String: String] = [:]) async throws -> TestAnswer {
        try await send(.get, path, as: actor, headers: headers, body: [])
    }

    /// A form as a browser sends it, with the session's secret.
    package func post(_ path: String, form: [(String, String)], as actor: Actor? = nil, headers: [String: String] = [:]) async throws -> TestAnswer {
        let secret = actor.map { [("csrf", TestDoorkeeper.csrf(of: $0.account))] } ?? []
        let body = (secret + form).map { "\(Percent.encoded($0.0))=\(Percent.encoded($0.1))" }.joined(separator: "&")
        return try await send(
            .post, path, as: actor, headers: ["Content-Type": "application/x-www-form-urlencoded"].merging(headers) { $1 }, body: Array(body.utf8))
    }

    /// JSON as a machine sends it, with a bearer token.
    package func post(_ path: String, json: String, as actor: Actor? = nil, headers: [String: String] = [:]) async throws -> TestAnswer {
        try await send(
            .post, path, as: actor, bearer: true, headers: ["Content-Type": "application/json"].merging(headers) { $1 }, body: Array(json.utf8))
    }

    /// A file as a browser sends it, behind the fields of its form.
    package func upload(
        _ path: String, file: [UInt8], named name: String, fields: [(String, String)] = [], as actor: Actor? = nil, headers: [String: String] = [:]
    ) async throws -> TestAnswer {
        var body: [UInt8] = []
        let secret = actor.map { [("csrf", TestDoorkeeper.csrf(of: $0.account))] } ?? []
        for (field, value) in secret + fields {
            body += Array("--frontier\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Array("--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n".utf8) + file
        body += Array("\r\n--frontier--\r\n".utf8)
        return try await send(
            .post, path, as: actor, headers: ["Content-Type": "multipart/form-data; boundary=frontier"].merging(headers) { $1 }, body: body)
    }

    /// The account's session ends, or its rights are from now on these.
    package func change(_ actor: Actor, to rights: Actor?) {
        if let rights { people.know(rights) } else { people.forget(actor.account) }
    }

    /// From now on the account has not shown for a while who it is.
    package func lapse(_ actor: Actor) { people.lapse(actor.account) }

    /// Any request. The body comes in pieces of 1000 bytes, so that nothing may rely on its coming at once.
    package func send(
        _ method: HTTPRequest.Method, _ path: String, as actor: Actor? = nil, bearer: Bool = false, headers: [String: String] = [:],
        body: [UInt8] = []
    ) async throws -> TestAnswer {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        if let actor {
            people.know(actor)
            if bearer {
                fields[.authorization] = "Bearer \(TestDoorkeeper.token(of: actor.account))"
            } else {
                fields[.cookie] = "youshu=\(TestDoorkeeper.token(of: actor.account))" + (fields[.cookie].map { "; \($0)" } ?? "")
            }
        }
        let head = HTTPRequest(method: method, scheme: "http", authority: "youshu.test", path: path, headerFields: fields)
        let pieces = stride(from: 0, to: body.count, by: 1000).map { ByteBuffer(bytes: body[$0..<min($0 + 1000, body.count)]) }
        let stream = AsyncStream { continuation in
            for piece in pieces { continuation.yield(piece) }
            continuation.finish()
        }
        let response = await site.answer(Request(head: head, body: .init(asyncSequence: stream)), from: "192.0.2.7")
        return try await TestAnswer(response)
    }
}

/// What came back, read to its end.
package struct TestAnswer: Sendable {
    package let status: Int
    package let headers: HTTPFields
    package let bytes: [UInt8]
    package var text: String { String(decoding: bytes, as: UTF8.self) }
    package var location: String? { headers[.location] }

    init(_ response: Response) async throws {
        status = response.status.code
        headers = response.headers
        let collected = Collected()
        try await response.body.write(Collector(collected: collected))
        bytes = await collected.bytes
    }

    package func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

    /// The body as JSON: `answer.json["data"]["title"]`.
    package var json: TestJSON { TestJSON(try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) }
}

/// A JSON value to look into.
package struct TestJSON {
    private let value: Any?
    init(_ value: Any?) { self.value = value }
    package subscript(name: String) -> TestJSON { TestJSON((value as? [String: Any])?[name]) }
    package subscript(index: Int) -> TestJSON { TestJSON((value as? [Any]).flatMap { $0.indices.contains(index) ? $0[index] : nil }) }
    package var text: String? { value as? String }
    package var number: Int64? { (value as? NSNumber)?.int64Value }
    package var bool: Bool? { value as? Bool }
    package var count: Int? { (value as? [Any])?.count }
    package var exists: Bool { value != nil }
}

private actor Collected {
    var bytes: [UInt8] = []
    func add(_ new: [UInt8]) { bytes += new }
}

private struct Collector: ResponseBodyWriter {
    let collected: Collected
    mutating func write(_ buffer: ByteBuffer) async throws { await collected.add(Array(buffer.readableBytesView)) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// Runs a test over a fresh site with these rooms. The usual allowances are lifted, so that a test may ask as often as it likes.
package func withSite(
    _ features: [Feature], migrations: [Migration] = [], regions: RegionNaming? = nil, allowances: [Pace: Allowance] = [:],
    archivedIn archive: String? = nil,
    configure: (inout SiteConfiguration) -> Void = { _ in }, clock: @escaping @Sendable () -> Moment = { .now }, log: Logger? = nil,
    _ body: (WebTester) async throws -> Void
) async throws {
    let folder = try TemporaryFolder()
    let vault = try Vault(keys: KeyRing(folder: folder.file("keys")))
    var options = DatabaseOptions()
    options.archive = archive.map { .init(folder: $0, vault: vault) }
    try await withDatabase(.sqlite(path: folder.file("test.sqlite")), options: options) { database in
        try await Migrator(Migration.actions + Site.migrations + migrations + features.flatMap(\.migrations)).migrate(database)
        let desk = Desk(database: database, vault: vault, clock: clock)
        let people = TestDoorkeeper()
        var configuration = SiteConfiguration(publicFolder: TestFiles.publicFolder, showsParts: true, allowances: allowances)
        configure(&configuration)
        let quiet = log ?? Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let site = try Site(desk: desk, features: features, doorkeeper: people, configuration: configuration, regions: regions, log: quiet)
        try await body(WebTester(site: site, desk: desk, people: people))
    }
}

/// Files of the repository.
package enum TestFiles {
    /// The root of the checkout, from the place of this file.
    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    package static let publicFolder = root + "/Public"
}
