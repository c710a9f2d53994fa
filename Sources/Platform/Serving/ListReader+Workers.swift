import Access
import Imports

extension ListReader {
    /// Lists of accounts are read as deliveries are: by a worker process that gives up everything it does not need before it looks at the file.
    static func byWorkers(of parts: ImportsParts) -> ListReader {
        ListReader { blob, knownHeaders in
            try await told {
                let list = try await parts.list(blob, knownHeaders: knownHeaders)
                return Opened(header: list.header) {
                    try await told { try await list.next()?.map { Line(number: $0.line, cells: $0.cells) } }
                }
            }
        }
    }

    /// A worker that could not be started says nothing about the file; the job is tried again.
    private static func told<T>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let refusal as FileRefusal where refusal.code != .cannotStart {
            throw Unreadable()
        }
    }
}
