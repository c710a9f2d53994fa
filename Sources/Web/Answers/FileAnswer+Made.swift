import Foundation

extension FileAnswer {
    /// A file that is written whole before it is sent, as a workbook must be: to a temporary file that has lost its name when the first piece goes out.
    /// For what names nobody: it lies unsealed among temporary files while it is being written.
    package init(name: String, mediaType: String, written: @escaping @Sendable (_ path: String) async throws -> Void) {
        self.init(name: name, mediaType: mediaType) {
            let path = FileManager.default.temporaryDirectory.appending(path: "youshu-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: path) }
            try await written(path)
            let pieces = FilePieces(try FileHandle(forReadingFrom: URL(filePath: path)))
            return { try await pieces.next() }
        }
    }

    /// What a workbook is sent as.
    package static let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}

/// Gives an open file piece by piece.
private actor FilePieces {
    private static let size = 64 << 10
    private let handle: FileHandle

    init(_ handle: FileHandle) { self.handle = handle }

    func next() throws -> [UInt8]? { try handle.read(upToCount: Self.size).map(Array.init) }
}
