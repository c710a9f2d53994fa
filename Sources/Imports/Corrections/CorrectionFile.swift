import Storage

/// The correction file of a delivery, or of one spreadsheet of a register import, on its way to whoever asked: made anew each time from the sealed
/// original by a worker, never kept.
struct CorrectionFile: Sendable {
    let parts: ImportsParts
    /// The file as it came.
    let blob: BlobName
    let fileName: String
    let isWorkbook: Bool
    /// What the worker is to do.
    let order: ReadingOrder

    /// Of a delivery. `remedies`: reason → why and what to do, in the reader's language.
    init(parts: ImportsParts, delivery: Int64, outcome: OpenDeliveryFile.Outcome, remedies: [String: String]) {
        self.parts = parts
        (blob, fileName, isWorkbook) = (outcome.blob, outcome.fileName, outcome.isWorkbook)
        order = ReadingOrder(
            task: .correct, sources: parts.sourcesFolder, folder: outcome.folder, remedies: remedies, delivery: delivery, limits: parts.limits)
    }

    /// Of a spreadsheet for the register, read with the columns that were matched. `returned`: all its rejected rows.
    init(parts: ImportsParts, number: Int64, kind: RegisterFileKind, outcome: OpenRegisterFile.Outcome, returned: ReturnedRows) {
        self.parts = parts
        (blob, fileName, isWorkbook) = (outcome.blob, outcome.fileName, outcome.isWorkbook)
        order = ReadingOrder(
            task: .correct, sources: parts.sourcesFolder, folder: kind.folder, mapping: outcome.mapping, required: kind.required, delivery: number,
            returned: returned, limits: parts.limits)
    }

    /// `医保结算_更正_12.csv`: the number leads back to the delivery.
    var name: String {
        let dot = fileName.lastIndex(of: ".") ?? fileName.endIndex
        return "\(fileName[..<dot])_更正_\(order.delivery)\(isWorkbook ? ".xlsx" : String(fileName[dot...]))"
    }

    var mediaType: String { isWorkbook ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv" }

    /// Starts the worker; gives its bytes one piece after the other.
    func pieces() throws -> @Sendable () async throws -> [UInt8]? {
        let worker = try WorkerProcess(parts.program, order: order, file: try parts.memory(of: blob))
        return {
            while let frame = try await worker.next() {
                if case .bytes(let bytes) = frame, !bytes.isEmpty { return bytes }
            }
            return nil
        }
    }
}
