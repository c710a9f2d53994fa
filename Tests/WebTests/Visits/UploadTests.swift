import Actions
import HTTPTypes
import Testing
import WebTestSupport

@testable import Web

/// A file comes in in pieces, behind the fields of its form.
struct UploadTests {
    private let writer = Actor.officer(Notebook.read, Notebook.write)

    @Test func aFileIsReadToItsEndWhateverItHolds() async throws {
        let bytes = Array((0..<4_000).map { UInt8(truncatingIfNeeded: $0) }) + Array("\r\n--frontie\r\n--".utf8)
        try await withNotebook { site in
            let answer = try await site.upload("/notes/upload", file: bytes, named: "../../etc/医保 9 月.csv", fields: [("kind", "monthly")], as: writer)
            #expect(answer.status == 200)
            #expect(answer.json["data"]["bytes"].text == String(bytes.count))
            #expect(answer.json["data"]["name"].text == "医保 9 月.csv")
            #expect(answer.json["data"]["kind"].text == "monthly")
        }
    }

    @Test func aMachineSendsTheBytesAlone() async throws {
        try await withNotebook { site in
            let answer = try await site.send(
                .post, "/api/v1/notes/upload", as: writer, bearer: true,
                headers: ["Content-Type": "application/octet-stream", "Content-Disposition": "attachment; filename=\"a.csv\""], body: [1, 2, 3])
            #expect(answer.json["data"]["bytes"].text == "3")
            #expect(answer.json["data"]["name"].text == "a.csv")
        }
    }

    @Test func aFileLargerThanAllowedIsRefused() async throws {
        try await withNotebook { site in
            let answer = try await site.upload("/notes/upload", file: Array(repeating: 7, count: 6_000), named: "a", as: writer)
            #expect(answer.status == 413)
        }
    }

    @Test func anUploadNeedsTheSessionsSecretBeforeTheFile() async throws {
        try await withNotebook { site in
            let body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx\r\n--b--\r\n"
            let answer = try await site.send(
                .post, "/notes/upload", as: writer, headers: ["Content-Type": "multipart/form-data; boundary=b"], body: Array(body.utf8))
            #expect(answer.status == 403)
        }
    }

    @Test(arguments: [
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx", "no boundary at all", "--b\r\nX: y\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nsecret-of-1\r\n--b--\r\n", "--bx", "",
    ]) func aBrokenFormIsRefusedAndNotAFault(body: String) async throws {
        try await withNotebook { site in
            let answer = try await site.send(
                .post, "/notes/upload", as: writer, headers: ["Content-Type": "multipart/form-data; boundary=b"], body: Array(body.utf8))
            #expect([400, 403, 422].contains(answer.status), "\(answer.status)")
        }
    }

    @Test(arguments: 1...9) func theReaderGivesTheSameHoweverTheBytesArrive(piece: Int) throws {
        let body = Array(
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n\r\n--\r\n-b\r\n--b--\r\n"
                .utf8)
        var reader = try #require(MultipartReader(contentType: "multipart/form-data; boundary=\"b\""))
        var fields: [String] = []
        var file: [UInt8] = []
        for start in stride(from: 0, to: body.count, by: piece) {
            for event in try reader.feed(Array(body[start..<min(start + piece, body.count)])) {
                switch event {
                case .field(let name, let value): fields.append("\(name)=\(value)")
                case .fileBegins(let name): fields.append("file \(name)")
                case .file(let bytes): file += bytes
                }
            }
        }
        #expect(fields == ["a=", "file f"])
        #expect(String(decoding: file, as: UTF8.self) == "\r\n--\r\n-b")
        #expect(reader.isComplete)
    }
}
