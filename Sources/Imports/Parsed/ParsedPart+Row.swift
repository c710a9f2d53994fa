import Datasets
import Storage

extension ParsedPart {
    /// Heads are longer only where thousands of numbers had to be kept as texts.
    private static let usualHead = 64 << 10

    /// The head of a part, read to find its rows one by one.
    struct PlacedHead: Sendable {
        let part: OwnerIndex.Part
        let head: Head
        /// Of the head, in bytes; the line numbers begin behind it.
        let length: Int
        fileprivate let widths: [(Segment.Column.Storage, Int)?]
        fileprivate let unpacked: [[String]]

        init(part: OwnerIndex.Part, head: Head, length: Int) {
            (self.part, self.head, self.length) = (part, head, length)
            widths = head.shapes.map { $0.map { ($0.storage, $0.width) } }
            unpacked = head.shapes.map { $0?.unpacked ?? [] }
        }
    }

    static func head(of part: OwnerIndex.Part, in blob: BlobReader, _ schema: SourceSchema) throws -> PlacedHead {
        func head(_ count: Int) throws -> PlacedHead {
            var input = ByteReader(try blob.bytes(at: part.offset, count: count))
            guard try input.take(4) == magic[...], try input.number(UInt8.self) == Kind.rows.rawValue else { throw DamagedParts(what: "no part") }
            _ = try input.take(3)
            return PlacedHead(part: part, head: try Self.head(&input, schema), length: input.position)
        }
        guard part.length > usualHead else { return try head(part.length) }
        do { return try head(usualHead) } catch is DamagedParts { return try head(part.length) }
    }

    /// Some rows of a part as a segment of their own, read where they lie: a page that shows ten rows does not open ten stretches of files.
    static func rows(_ rows: [Int], under placed: PlacedHead, in blob: BlobReader, schema: SourceSchema) throws -> Segment {
        guard rows.allSatisfy({ (0..<placed.head.count).contains($0) }) else { throw DamagedParts(what: "a row behind its end") }
        var cells = PlacedCells(placed, blob)
        let lines = try cells.take(rows, width: 4)
        var values = try placed.head.shapes.map { shape in try shape.map { try cells.take(rows, width: $0.width) } ?? [] }
        let heap = try ownHeap(of: &values, placed.head, &cells)
        let segment = Segment(
            file: 0, sequence: 0, count: rows.count, widths: placed.widths, withLines: true, heap: heap, unpackedIDs: placed.unpacked)
        guard let segment, let ownLines = segment.lines else { throw DamagedParts(what: "no memory") }
        copy(lines[...], to: ownLines)
        segment.owners.update(repeating: -1, count: rows.count)
        for (index, shape) in placed.head.shapes.enumerated() {
            guard let shape, let column = segment.columns[index] else { continue }
            copy(values[index][...], to: column.values)
            try check(column, shape, segment, schema.columns[index].kind)
        }
        return segment
    }

    /// Fetches the long texts of rows into a heap of their own and points the rows' views there.
    private static func ownHeap(of values: inout [[UInt8]], _ head: Head, _ cells: inout PlacedCells) throws -> [UInt8] {
        var heap: [UInt8] = []
        for (index, shape) in head.shapes.enumerated() where shape?.storage == .texts {
            for place in stride(from: 0, to: values[index].count, by: 16) {
                var view = values[index].withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: TextView.self) }
                guard !view.isAbsent, !view.isInline else { continue }
                guard view.length <= head.heapSize, view.offset <= head.heapSize - view.length else { throw DamagedParts(what: "a text") }
                let text = try cells.heap(at: view.offset, count: view.length)
                view.high = UInt64(heap.count) << 32
                heap += text
                values[index].withUnsafeMutableBytes { $0.storeBytes(of: view, toByteOffset: place, as: TextView.self) }
            }
        }
        return heap.isEmpty ? [] : heap + [UInt8](repeating: 0, count: 16)
    }
}

/// Takes the values of some rows out of a part, column after column.
private struct PlacedCells {
    private let part: OwnerIndex.Part
    private let count: Int
    private var window: BlobWindow
    /// Where in the part the next column begins; behind the last one lies the heap.
    private var place: Int

    init(_ placed: ParsedPart.PlacedHead, _ blob: BlobReader) {
        (part, count, place) = (placed.part, placed.head.count, placed.length)
        window = BlobWindow(blob)
    }

    /// The values of rows in the column that comes next.
    mutating func take(_ rows: [Int], width: Int) throws -> [UInt8] {
        defer { place = (place + count * width + 7) & ~7 }
        guard place + count * width <= part.length else { throw DamagedParts(what: "it is cut off") }
        let start = part.offset + Int64(place)
        return try [UInt8](unsafeUninitializedCapacity: rows.count * width) { room, filled in
            for row in rows {
                let cell = UnsafeMutableBufferPointer(rebasing: room[filled..<filled + width])
                try window.copy(from: start + Int64(row * width), to: UnsafeMutableRawBufferPointer(cell))
                filled += width
            }
        }
    }

    /// A long text; `place` is behind the last column by then.
    mutating func heap(at offset: Int, count: Int) throws -> [UInt8] {
        guard place + offset + count <= part.length else { throw DamagedParts(what: "it is cut off") }
        return try window.bytes(from: part.offset + Int64(place + offset), count: count)
    }
}
