import Basics
import CMemory
import Datasets

/// Why kept columns cannot be believed. They were written by the process that read a file from outside, so nothing in them is taken on trust.
package struct DamagedParts: Error, Sendable, CustomStringConvertible {
    package let what: String
    package var description: String { "the parsed delivery is damaged: \(what); read the file again" }
}

extension ParsedPart {
    /// What a part turned out to be.
    enum Content {
        case rows(Segment)
        case words([[String]?])
    }

    /// Reads a part back, checking every length, place and value against the schema. `file` becomes the number of the segment's file; columns that
    /// are not `wanted` are left where they are.
    static func decoded(_ bytes: [UInt8], schema: SourceSchema, file: Int, wanted: [Bool]? = nil) throws -> Content {
        var input = ByteReader(bytes)
        guard try input.take(4) == magic[...], let kind = Kind(rawValue: try input.number(UInt8.self)) else { throw DamagedParts(what: "no part") }
        _ = try input.take(3)
        switch kind {
        case .words: return .words(try words(&input, schema))
        case .rows: return .rows(try rows(&input, schema, file, wanted))
        }
    }

    private static func words(_ input: inout ByteReader, _ schema: SourceSchema) throws -> [[String]?] {
        guard Int(try input.number(UInt32.self)) == schema.columns.count else { throw DamagedParts(what: "another number of columns") }
        return try schema.columns.map { _ in
            let count = try input.number(UInt32.self)
            return count == .max ? nil : try input.texts(Int(count))
        }
    }

    /// Bytes at the beginning of a part of rows up to and with how many they are.
    static let startLength = 20

    /// Of the first bytes of a part: what it holds, and how many rows if it is rows.
    static func start(_ input: inout ByteReader) throws -> (kind: Kind, rows: Int) {
        guard try input.take(4) == magic[...], let kind = Kind(rawValue: try input.number(UInt8.self)) else { throw DamagedParts(what: "no part") }
        _ = try input.take(3)
        guard kind == .rows else { return (kind, 0) }
        _ = try input.number(UInt64.self)
        return (kind, Int(try input.number(UInt32.self)))
    }

    /// What a part of rows says of itself before its values.
    struct Head: Sendable {
        var sequence: Int
        var count: Int
        /// Of each column; nil for one that was not kept.
        var shapes: [Shape?]
        var heapSize: Int
    }

    struct Shape: Sendable {
        var storage: Segment.Column.Storage
        var width: Int
        var unpacked: [String]
    }

    /// Reads the head of a part whose first eight bytes were taken; the line numbers begin behind it.
    static func head(_ input: inout ByteReader, _ schema: SourceSchema) throws -> Head {
        let sequence = Int(truncatingIfNeeded: try input.number(UInt64.self))
        let count = Int(try input.number(UInt32.self))
        guard (0..<1 << 20).contains(sequence), count <= 1 << 28, Int(try input.number(UInt32.self)) == schema.columns.count else {
            throw DamagedParts(what: "its size")
        }
        let shapes = try schema.columns.map { try shape(&input, $0) }
        let heapSize = Int(try input.number(UInt32.self))
        try input.align()
        return Head(sequence: sequence, count: count, shapes: shapes, heapSize: heapSize)
    }

    private static func rows(_ input: inout ByteReader, _ schema: SourceSchema, _ file: Int, _ wanted: [Bool]?) throws -> Segment {
        let head = try head(&input, schema)
        let count = head.count
        let needed = head.shapes.reduce(count * 4 + head.heapSize) { $0 + count * ($1?.width ?? 0) }
        let shapes = head.shapes.enumerated().map { wanted?[$0] == false ? nil : $1 }
        guard needed <= input.left else { throw DamagedParts(what: "it is cut off") }
        let lines = try input.take(count * 4)
        try input.align()
        let values = try head.shapes.map { shape in
            guard let shape else { return ArraySlice<UInt8>() }
            defer { try? input.align() }
            return try input.take(count * shape.width)
        }
        let heap = Array(try input.take(head.heapSize))
        let segment = Segment(
            file: file, sequence: head.sequence, count: count, widths: shapes.map { $0.map { ($0.storage, $0.width) } }, withLines: true, heap: heap,
            unpackedIDs: shapes.map { $0?.unpacked ?? [] })
        guard let segment, let ownLines = segment.lines else { throw DamagedParts(what: "no memory") }
        copy(lines, to: ownLines)
        segment.owners.update(repeating: -1, count: count)
        for (index, shape) in shapes.enumerated() {
            guard let shape, let column = segment.columns[index] else { continue }
            copy(values[index], to: column.values)
            try check(column, shape, segment, schema.columns[index].kind)
        }
        return segment
    }

    static func copy(_ bytes: ArraySlice<UInt8>, to out: UnsafeMutableRawPointer) {
        bytes.withUnsafeBytes { if let base = $0.baseAddress { out.copyMemory(from: base, byteCount: $0.count) } }
    }

    private static func shape(_ input: inout ByteReader, _ column: SourceSchema.Column) throws -> Shape? {
        let storage = try input.number(UInt8.self)
        let width = Int(try input.number(UInt8.self))
        _ = try input.take(2)
        let unpacked = try input.texts(Int(try input.number(UInt32.self)))
        switch (storage, column.kind) {
        case (255, _): return nil
        case (2, .text) where width == 16: return Shape(storage: .texts, width: 16, unpacked: [])
        case (1, .personID) where width == 8: return Shape(storage: .ids, width: 8, unpacked: unpacked)
        case (0, let kind) where kind != .text && kind != .personID && [1, 2, 4, 8].contains(width):
            return Shape(storage: .numbers, width: width, unpacked: [])
        default: throw DamagedParts(what: "column \(column.name)")
        }
    }

    static func check(_ column: Segment.Column, _ shape: Shape, _ segment: Segment, _ kind: SourceSchema.Column.Kind) throws {
        switch column.storage {
        case .texts: try checkTexts(column, segment)
        case .ids:
            let values = column.values.assumingMemoryBound(to: Int64.self)
            for row in 0..<segment.count {
                let value = values[row]
                if value == absent { continue }
                let known = value >= 0 ? IdentityKey(value: UInt64(value)) != nil : value <= -2 && -2 - value < Int64(shape.unpacked.count)
                guard known else { throw DamagedParts(what: "an ID") }
            }
        case .numbers: try checkNumbers(column, segment.count, kind)
        }
    }

    /// Long texts must lie in the heap, before its padding; they are given the heap's number in the delivery they are read into.
    private static func checkTexts(_ column: Segment.Column, _ segment: Segment) throws {
        let views = column.values.assumingMemoryBound(to: TextView.self)
        let number = UInt64(Segment.heapNumber(file: segment.file, sequence: segment.sequence))
        for row in 0..<segment.count where !views[row].isAbsent && !views[row].isInline {
            let view = views[row]
            guard view.length <= 4096 * 2, view.offset + view.length + 16 <= segment.heap.count else { throw DamagedParts(what: "a text") }
            views[row].high = number | UInt64(view.offset) << 32
        }
    }

    private static func checkNumbers(_ column: Segment.Column, _ count: Int, _ kind: SourceSchema.Column.Kind) throws {
        let allowed: ClosedRange<Int64>
        switch kind {
        case .date, .month: allowed = Int64(Int32.min)...2_932_896
        case .bool: allowed = 0...1
        case .code, .word: allowed = 0...65_535
        case .region: allowed = 0...999_999_999_999
        case .year: allowed = 1900...2100
        case .money, .m2, .mu, .km, .percent, .decimal: allowed = -1_000_000_000_000_000_000...1_000_000_000_000_000_000
        default: return
        }
        try withUnsafeTemporaryAllocation(of: Int64.self, capacity: max(count, 1)) { room in
            guard let base = room.baseAddress else { return }
            NarrowNumbers.read(column.values, count, width: column.width, to: base)
            for row in 0..<count where base[row] != absent && !allowed.contains(base[row]) { throw DamagedParts(what: "a value of type \(kind)") }
        }
    }
}

/// Bytes taken apart; every step checks that there are enough.
struct ByteReader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var left: Int { bytes.count - at }
    var position: Int { at }

    mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count >= 0, count <= left else { throw DamagedParts(what: "it is cut off") }
        defer { at += count }
        return bytes[at..<at + count]
    }

    mutating func number<Number: FixedWidthInteger & UnsignedInteger>(_ type: Number.Type) throws -> Number {
        try take(MemoryLayout<Number>.size).reversed().reduce(0) { $0 << 8 | Number($1) }
    }

    mutating func texts(_ count: Int) throws -> [String] {
        guard count <= left / 4 else { throw DamagedParts(what: "it is cut off") }
        return try (0..<count).map { _ in
            let length = Int(try number(UInt32.self))
            guard let text = String(validating: try take(length), as: UTF8.self) else { throw DamagedParts(what: "a text is not UTF-8") }
            return text
        }
    }

    mutating func align() throws { _ = try take((8 - at % 8) % 8) }
}
