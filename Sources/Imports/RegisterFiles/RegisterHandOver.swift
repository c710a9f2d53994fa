import Actions
import Basics
import Storage

/// Hands a register's spreadsheets in: each is looked at by a worker, its columns matched as well as its headers allow, and both are read when asked.
/// What the page does step by step with somebody looking, the command line does at once.
package struct RegisterHandOver: Sendable {
    private let parts: ImportsParts
    private let desk: Desk
    private let actor: Actor

    package init(parts: ImportsParts, desk: Desk, actor: Actor) {
        (self.parts, self.desk, self.actor) = (parts, desk, actor)
    }

    /// Takes a file of the disk in; the import's number. `number` is that of an import begun with the other file.
    package func add(
        _ kind: RegisterFileKind, file path: String, named name: String, to number: Int64? = nil, region: RegionCode, day: CalendarDate,
        request: ActionRequest
    ) async throws -> Int64 {
        let blob = try parts.blobs.put(file: path).name
        let size = try parts.blobs.reader(blob).length
        let opened = try await look(at: blob, kind)
        guard let schema = parts.schema(kind.folder) else { throw FileRefusal(.sourceUnknown, kind.folder) }
        let mapping = MappingSuggestion(schema: schema, remembered: [:]).mapping(for: opened)
        let action = AddRegisterFile(
            number: number, region: region.number, day: day, kind: kind, fileName: name, size: size, blob: blob, opened: opened, mapping: mapping)
        return try await desk.perform(action, as: actor, request: request).outcome
    }

    /// What the file is, without taking anything from it.
    func look(at blob: BlobName, _ kind: RegisterFileKind) async throws -> OpenedFile {
        var order = ReadingOrder(task: .look, sources: parts.sourcesFolder, folder: kind.folder)
        order.limits = parts.limits
        let worker = try WorkerProcess(parts.program, order: order, file: try parts.memory(of: blob))
        while let frame = try await worker.next() {
            if case .opened(let opened) = frame { return opened }
        }
        throw FileRefusal(.garbled, "nothing was said about the file")
    }
}
