import CSandbox
import Datasets
import Foundation
import Tabular

/// `youshu read-delivery`: the process in which a file from outside is read. It is started by the server with the file as descriptor 3 and a pipe as
/// descriptor 4, takes its order from standard input, gives up everything it does not need, and only then looks at the file.
package enum ReadDelivery {
    package static let fileDescriptor: Int32 = 3
    package static let answerDescriptor: Int32 = 4
    /// Orders are short, but for the lines of millions of rows to return; a longer one is no order.
    private static let longestOrder = 128 << 20

    /// Runs the whole worker; the process's exit status (0 also when the file was refused: that is an answer).
    package static func main() -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        let writer = FrameWriter(descriptor: answerDescriptor)
        do {
            let order = try takeOrder()
            let schema = order.task == .list ? nil : try declared(order)
            // Made from the C library's tables on first use: better before the process is confined.
            _ = GB18030.shared
            try confine(order.limits)
            try work(order, schema, writer)
            return 0
        } catch let refusal as FileRefusal {
            return (try? writer.write(.refused(refusal))) == nil ? 1 : 0
        } catch {
            return 1
        }
    }

    private static func takeOrder() throws -> ReadingOrder {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let got = read(0, &piece, piece.count)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { break }
            bytes += piece[..<got]
            guard bytes.count <= longestOrder else { throw FileRefusal(.cannotStart, "the order is too long") }
        }
        do { return try JSONDecoder().decode(ReadingOrder.self, from: Data(bytes)) } catch {
            throw FileRefusal(.cannotStart, "the order cannot be read")
        }
    }

    private static func declared(_ order: ReadingOrder) throws(FileRefusal) -> SourceSchema {
        guard let schema = SchemaLoader(root: order.sources).load(folders: [order.folder]).schemas.first(where: { $0.folder == order.folder }) else {
            throw FileRefusal(.sourceUnknown, order.folder)
        }
        return schema
    }

    private static func confine(_ limits: ReadingLimits) throws(FileRefusal) {
        let limited = sandbox_limit(limits.data, limits.addresses, limits.processorSeconds)
        guard limited == 0 else { throw FileRefusal(.cannotStart, "limits: \(String(cString: strerror(limited)))") }
        let confined = sandbox_forbid()
        guard confined == 0 else { throw FileRefusal(.cannotStart, "sandbox: \(String(cString: strerror(confined)))") }
    }

    private static func work(_ order: ReadingOrder, _ schema: SourceSchema?, _ writer: FrameWriter) throws {
        let path = "/proc/self/fd/\(fileDescriptor)"
        guard let schema else { return try ListReading(path: path, order: order).run { try writer.write($0) } }
        let opening = try FileOpening(path: path, schema: schema, order: order)
        switch order.task {
        case .look: try writer.write(.opened(opening.described(preview: FilePreview.rows(of: opening))))
        case .read:
            try writer.write(.opened(opening.described(preview: [])))
            try opening.checkHeader()
            try FileReading(opening, limits: order.limits) { try writer.write($0) }.run()
        case .correct:
            try opening.checkHeader()
            try CorrectionWriting(opening, order: order, path: path) { try writer.write($0) }.run()
        case .list: throw FileRefusal(.cannotStart, "a list has no declaration")
        }
    }
}
