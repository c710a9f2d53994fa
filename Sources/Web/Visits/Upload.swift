import Actions
import Basics
import Hummingbird
import NIOCore

/// The body of a request before anybody has read it.
struct Incoming: Sendable {
    let body: RequestBody
    let contentType: String?
    let limit: Int
    /// Checks the form's own proof that it comes from a page of ours; called once the fields before the file are known.
    let admit: @Sendable (inout FormFields) throws -> Void
    let isForm: Bool
    let fileName: String?

    func upload() throws -> Upload { Upload(incoming: self) }
}

/// One file on its way in, with the fields that stood before it in the form.
package final class Upload {
    /// The fields before the file. Filled once `receive` runs.
    package private(set) var fields = FormFields()
    /// The file's name as the sender calls it, without folders; for showing, never for storing.
    package private(set) var fileName = ""
    private let incoming: Incoming

    init(incoming: Incoming) { self.incoming = incoming }

    /// Reads the file to its end. `begin` is called when the fields before it and its name are known, `take` with every piece in order.
    /// Throws `Refusal.invalid` when there is no file, `RequestFault.tooLarge` when it is larger than the route allows.
    package func receive(
        begin: (Upload) async throws -> Void = { _ in }, take: ([UInt8]) async throws -> Void
    ) async throws {
        guard incoming.isForm else { return try await receivePlain(begin: begin, take: take) }
        guard let type = incoming.contentType, var reader = MultipartReader(contentType: type) else {
            throw RequestFault.wrongType(expected: ["multipart/form-data"])
        }
        var total = 0
        var began = false
        for try await buffer in incoming.body {
            total += buffer.readableBytes
            guard total <= incoming.limit else { throw RequestFault.tooLarge(limit: incoming.limit) }
            for event in try reader.feed(Array(buffer.readableBytesView)) {
                switch event {
                case .field(let name, let value): fields.append(name, value)
                case .fileBegins(let name):
                    guard !began else { throw Refusal.invalid("file", .oneFileOnly) }
                    began = true
                    fileName = Self.plainName(name)
                    try incoming.admit(&fields)
                    try await begin(self)
                case .file(let bytes): try await take(bytes)
                }
            }
        }
        guard reader.isComplete else { throw RequestFault.malformed("the form breaks off") }
        guard began, !fileName.isEmpty else { throw Refusal.invalid("file", .missing) }
    }

    private func receivePlain(begin: (Upload) async throws -> Void, take: ([UInt8]) async throws -> Void) async throws {
        fileName = Self.plainName(incoming.fileName ?? "upload")
        try incoming.admit(&fields)
        try await begin(self)
        var total = 0
        for try await buffer in incoming.body where buffer.readableBytes > 0 {
            total += buffer.readableBytes
            guard total <= incoming.limit else { throw RequestFault.tooLarge(limit: incoming.limit) }
            try await take(Array(buffer.readableBytesView))
        }
        guard total > 0 else { throw Refusal.invalid("file", .missing) }
    }

    /// Without folders and control characters, at most 200 characters.
    static func plainName(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        return String(last.unicodeScalars.filter { $0.value >= 0x20 && TextCheck.problem(in: String($0)) == nil }.map(Character.init).prefix(200))
    }
}

extension Problem {
    static let oneFileOnly = Problem(
        "one-file-only", what: .init(zh: "一次只收一个文件", en: "one file at a time"),
        why: .init(zh: "表里有两个文件", en: "the form holds two"), remedy: .init(zh: "请分两次送", en: "send them one after the other"))
}
