import Foundation

/// One message from the worker: four bytes of length (little-endian, of what follows), one of kind, the content.
package enum Frame: Sendable {
    case opened(OpenedFile)
    /// Rows read so far; also a sign of life.
    case progress(rows: Int)
    case rejects([RejectedRow])
    /// A stretch of accepted rows, as `ParsedPart` writes it. Passed on as it is, and believed only when it is read back with all checks.
    case part([UInt8])
    /// Some bytes of the correction file.
    case bytes([UInt8])
    /// Rows of a list as texts.
    case lines([ListLine])
    case finished(ReadingFacts)
    case refused(FileRefusal)

    /// No frame is longer; a reader that sees a longer one is talking to a broken worker.
    package static let longest = 64 << 20
    static let head = 5

    private enum Kind: UInt8 { case opened = 1, progress, rejects, part, bytes, finished, refused, lines }

    /// The frame as it goes over the pipe.
    package func encoded() throws -> [UInt8] {
        switch self {
        case .opened(let file): try Frame.json(.opened, file)
        case .progress(let rows): try Frame.json(.progress, rows)
        case .rejects(let rows): try Frame.json(.rejects, rows)
        case .part(let bytes): Frame.framed(.part, bytes)
        case .bytes(let bytes): Frame.framed(.bytes, bytes)
        case .lines(let lines): try Frame.json(.lines, lines)
        case .finished(let facts): try Frame.json(.finished, facts)
        case .refused(let refusal): try Frame.json(.refused, refusal)
        }
    }

    private static func json(_ kind: Kind, _ value: some Encodable) throws -> [UInt8] {
        framed(kind, [UInt8](try JSONEncoder().encode(value)))
    }

    private static func framed(_ kind: Kind, _ content: [UInt8]) -> [UInt8] {
        let length = UInt32(content.count + 1)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.count + head)
        for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
        bytes.append(kind.rawValue)
        bytes += content
        return bytes
    }

    /// Takes one frame from the front of `buffer`, nil while it is not whole. A length or a kind that makes no sense throws.
    static func take(from buffer: inout [UInt8], at start: inout Int) throws(FileRefusal) -> Frame? {
        guard buffer.count - start >= head else { return nil }
        var length = 0
        for i in 0..<4 { length |= Int(buffer[start + i]) << (8 * i) }
        guard length >= 1, length <= longest, let kind = Kind(rawValue: buffer[start + 4]) else {
            throw FileRefusal(.garbled, "frame of \(length) bytes")
        }
        guard buffer.count - start >= 4 + length else { return nil }
        let content = Array(buffer[start + head..<start + 4 + length])
        start += 4 + length
        return try decode(kind, content)
    }

    private static func decode(_ kind: Kind, _ content: [UInt8]) throws(FileRefusal) -> Frame {
        func value<T: Decodable>(_ type: T.Type) throws(FileRefusal) -> T {
            do { return try JSONDecoder().decode(type, from: Data(content)) } catch { throw FileRefusal(.garbled, "content of a frame") }
        }
        switch kind {
        case .opened: return .opened(try value(OpenedFile.self))
        case .progress: return .progress(rows: try value(Int.self))
        case .rejects: return .rejects(try value([RejectedRow].self))
        case .part: return .part(content)
        case .bytes: return .bytes(content)
        case .lines: return .lines(try value([ListLine].self))
        case .finished: return .finished(try value(ReadingFacts.self))
        case .refused: return .refused(try value(FileRefusal.self))
        }
    }
}
