import Basics
import Datasets

/// Columns by whose cells the rows of a delivery make groups: an account, a booklet's number; or a place, a name and a year together.
package struct GroupColumns: Sendable, Hashable {
    package let names: [String]
    private let places: [Int]
    private let kinds: [SourceSchema.Column.Kind]

    /// Nil when the source lacks one of them.
    package init?(_ names: [String], of schema: SourceSchema) {
        let places = names.compactMap { name in schema.columns.firstIndex { $0.name == name && $0.kind != .ignored } }
        guard places.count == names.count, !names.isEmpty else { return nil }
        (self.names, self.places, kinds) = (names, places, places.map { schema.columns[$0].kind })
    }

    /// By schema column: what must be read of a row to know its group.
    func wanted(of schema: SourceSchema) -> [Bool] { schema.columns.indices.map(places.contains) }

    /// Every row with a number of its cells, equal where the cells are, in whatever delivery; nil for a row that stands in no group because a cell is
    /// empty. Two groups may have one number by chance: whoever asks for one gets the rows of both.
    package func forEach(_ segment: Segment, _ words: [[String]?], _ body: (_ row: Int, _ key: UInt64?) -> Void) {
        let columns = places.map { segment.columns[$0] }
        guard columns.allSatisfy({ $0 != nil }) else { return }
        for row in 0..<segment.count {
            var hash = CellHash()
            var isWhole = true
            for (at, place) in places.enumerated() where isWhole {
                guard let column = columns[at] else { continue }
                isWhole = add(column, row, words[place], segment, to: &hash)
            }
            body(row, isWhole ? hash.value : nil)
        }
    }

    /// Adds a cell; false when it is empty.
    private func add(_ column: Segment.Column, _ row: Int, _ words: [String]?, _ segment: Segment, to hash: inout CellHash) -> Bool {
        if column.storage == .texts {
            let view = column.values.assumingMemoryBound(to: TextView.self)[row]
            guard !view.isAbsent else { return false }
            hash.add(text(view, segment.heap))
            return true
        }
        var value: Int64 = 0
        NarrowNumbers.read(column.values + row * column.width, 1, width: column.width, to: &value)
        guard value != absent else { return false }
        if let words {
            guard words.indices.contains(Int(value)) else { return false }
            hash.add(words[Int(value)])
        } else if column.storage == .ids, value < 0 {
            guard column.unpackedIDs.indices.contains(Int(-2 - value)) else { return false }
            hash.add(column.unpackedIDs[Int(-2 - value)])
        } else {
            hash.add(UInt64(bitPattern: value))
        }
        return true
    }

    private func text(_ view: TextView, _ heap: [UInt8]) -> String {
        guard view.isInline else { return String(decoding: heap[view.offset..<view.offset + view.length], as: UTF8.self) }
        let length = view.length
        return withUnsafeBytes(of: view) { String(decoding: $0[4..<4 + length], as: UTF8.self) }
    }
}

/// FNV-1a in 64 bits with a final mix: a cell has the same number in every delivery and in every run.
private struct CellHash {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ text: String) {
        for byte in text.utf8 { step(byte) }
        step(0xFF)
    }

    mutating func add(_ number: UInt64) { withUnsafeBytes(of: number.littleEndian) { $0.forEach { step($0) } } }

    private mutating func step(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

    var value: UInt64 {
        let mixed = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ (mixed >> 33)
    }
}
