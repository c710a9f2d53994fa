import Basics
import Foundation
import HTTPTypes

/// The files of `Public/`, read once. Their address holds a digest of all of them, so that a browser may keep them for good and still sees
/// every change; and because the folder's structure stays below it, modules can import each other.
struct PublicFiles: Sendable {
    struct File: Sendable {
        let bytes: [UInt8]
        let mediaType: String
    }

    /// `/public/3f9c2a1b`.
    let base: String
    private let files: [String: File]

    private static let mediaTypes = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "json": "application/json",
        "webmanifest": "application/manifest+json", "png": "image/png", "ico": "image/x-icon", "woff2": "font/woff2",
        "txt": "text/plain; charset=utf-8",
    ]

    init(folder: String, _ log: StartLog) {
        var files: [String: File] = [:]
        let names = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
        var all: [UInt8] = []
        for name in names {
            guard let type = Self.mediaTypes[String(name.split(separator: ".").last ?? "")],
                let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
            else {
                continue
            }
            files[name] = File(bytes: [UInt8](data), mediaType: type)
            all += Array(name.utf8) + [0] + data
        }
        self.files = files
        base = "/public/" + String(((try? SHA256Digest(of: all))?.hex ?? "0").prefix(12))
        if files.isEmpty { log.error("public", "holds no files", at: folder) }
    }

    /// The file at a path of the site; nil when it is none of ours.
    func file(at path: String) -> File? {
        guard path.hasPrefix(base + "/") else { return nil }
        return files[String(path.dropFirst(base.count + 1))]
    }

    func has(_ name: String) -> Bool { files[name] != nil }
}
