import Datasets
import Storage

extension ParsedPart {
    /// Heads are longer only where thousands of numbers had to be kept as texts.
    private static let usualHead = 64 << 10

    /// One row of a part as a segment of its own, read where it lies: a page that shows ten rows does not open ten stretches of files.
    static func row(_ row: Int, of part: OwnerIndex.Part, in blob: BlobReader, schema: SourceSchema) throws -> Segment {
        let (head, length) = try head(of: part, in: blob, schema)
        guard (0..<head.count).contains(row) else { throw DamagedParts(what: "a row behind its end") }
        func bytes(at place: Int, _ count: Int) throws -> [UInt8] {
            guard place >= 0, count >= 0, place + count <= part.length else { throw DamagedParts(what: "it is cut off") }
            let bytes = try blob.bytes(at: part.offset + Int64(place), count: count)
            guard bytes.count == count else { throw DamagedParts(what: "it is cut off") }
            return bytes
        }
        func aligned(_ place: Int) -> Int { (place + 7) & ~7 }
        let line = try bytes(at: length + row * 4, 4)
        var place = aligned(length + head.count * 4)
        var values: [[UInt8]] = []
        for shape in head.shapes {
            values.append(try shape.map { try bytes(at: place + row * $0.width, $0.width) } ?? [])
            if let shape { place = aligned(place + head.count * shape.width) }
        }
        let heap = try ownHeap(of: &values, head) { try bytes(at: place + $0, $1) }
        let segment = Segment(
            file: 0, sequence: 0, count: 1, widths: head.shapes.map { $0.map { ($0.storage, $0.width) } }, withLines: true, heap: heap,
            unpackedIDs: head.shapes.map { $0?.unpacked ?? [] })
        guard let segment, let lines = segment.lines else { throw DamagedParts(what: "no memory") }
        copy(line[...], to: lines)
        segment.owners.update(repeating: -1, count: 1)
        for (index, shape) in head.shapes.enumerated() {
            guard let shape, let column = segment.columns[index] else { continue }
            copy(values[index][...], to: column.values)
            try check(column, shape, segment, schema.columns[index].kind)
        }
        return segment
    }

    /// The head of a part and its length.
    private static func head(of part: OwnerIndex.Part, in blob: BlobReader, _ schema: SourceSchema) throws -> (Head, Int) {
        func head(_ count: Int) throws -> (Head, Int) {
            var input = ByteReader(try blob.bytes(at: part.offset, count: count))
            guard try input.take(4) == magic[...], try input.number(UInt8.self) == Kind.rows.rawValue else { throw DamagedParts(what: "no part") }
            _ = try input.take(3)
            return (try Self.head(&input, schema), input.position)
        }
        guard part.length > usualHead else { return try head(part.length) }
        do { return try head(usualHead) } catch is DamagedParts { return try head(part.length) }
    }

    /// Fetches the long texts of a row into a heap of its own and points the row's views there.
    private static func ownHeap(of values: inout [[UInt8]], _ head: Head, _ bytes: (Int, Int) throws -> [UInt8]) throws -> [UInt8] {
        var heap: [UInt8] = []
        for (index, shape) in head.shapes.enumerated() where shape?.storage == .texts {
            var input = ByteReader(values[index])
            var view = TextView(low: try input.number(UInt64.self), high: try input.number(UInt64.self))
            guard !view.isAbsent, !view.isInline else { continue }
            guard view.length <= head.heapSize, view.offset <= head.heapSize - view.length else { throw DamagedParts(what: "a text") }
            let text = try bytes(view.offset, view.length)
            view.high = UInt64(heap.count) << 32
            heap += text
            var output = ByteWriter()
            output.number(view.low)
            output.number(view.high)
            values[index] = output.bytes
        }
        return heap.isEmpty ? [] : heap + [UInt8](repeating: 0, count: 16)
    }
}
