import Storage

/// The correction file of a delivery on its way to whoever asked: made anew each time from the sealed original by a worker, never kept.
struct CorrectionFile: Sendable {
    let parts: ImportsParts
    let delivery: Int64
    let outcome: OpenDeliveryFile.Outcome
    /// Reason → why and what to do, in the reader's language.
    let remedies: [String: String]

    /// `医保结算_更正_12.csv`: the number leads back to the delivery.
    var name: String {
        let dot = outcome.fileName.lastIndex(of: ".") ?? outcome.fileName.endIndex
        return "\(outcome.fileName[..<dot])_更正_\(delivery)\(outcome.isWorkbook ? ".xlsx" : String(outcome.fileName[dot...]))"
    }

    var mediaType: String {
        outcome.isWorkbook ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv"
    }

    /// Starts the worker; gives its bytes one piece after the other.
    func pieces() throws -> @Sendable () async throws -> [UInt8]? {
        let order = ReadingOrder(
            task: .correct, sources: parts.sourcesFolder, folder: outcome.folder, remedies: remedies, delivery: delivery, limits: parts.limits)
        let worker = try WorkerProcess(parts.program, order: order, file: try parts.memory(of: outcome.blob))
        return {
            while let frame = try await worker.next() {
                if case .bytes(let bytes) = frame, !bytes.isEmpty { return bytes }
            }
            return nil
        }
    }
}
