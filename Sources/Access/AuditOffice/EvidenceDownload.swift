import Actions
import Foundation
import Web

/// The bundle on its way to the auditor: written into a folder of its own that nobody else can read, sent as a zip, and removed when the sending
/// ends, however it ends.
final class EvidenceDownload: Sendable {
    private let path: String

    private init(path: String) { self.path = path }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static func prepare(_ office: AuditOffice) async throws -> EvidenceDownload {
        var template = Array((NSTemporaryDirectory() + "/youshu-evidence-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        let download = EvidenceDownload(path: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
        try await office.export(to: download.path + "/evidence")
        return download
    }

    /// The answer holds this object until its last piece was taken.
    func answer(named name: String) -> FileAnswer {
        FileAnswer(name: name, mediaType: "application/zip") {
            let packer = try Packer(self)
            return { try await packer.next() }
        }
    }

    private actor Packer {
        private let download: EvidenceDownload
        private let zip: ZipStream

        init(_ download: EvidenceDownload) throws {
            self.download = download
            let root = download.path + "/evidence"
            let files = try FileManager.default.subpathsOfDirectory(atPath: root).sorted().filter { file in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: "\(root)/\(file)", isDirectory: &isFolder) && !isFolder.boolValue
            }
            zip = ZipStream(root: root, files: files)
        }

        func next() throws -> [UInt8]? { try zip.next() }
    }
}
