/// The records of a table as plain texts, for small lists whose cells are looked at one by one.
package struct TableTexts {
    package struct Line: Sendable {
        /// The line of the file where the record begins, from 1.
        package let number: Int
        /// Nil for a record that cannot be split: too few fields, a quote that never closes.
        package let cells: [String]?
    }

    private let source: any RecordSource

    package init(_ source: any RecordSource) { self.source = source }

    /// Gives the records in the order of the file, some at a time.
    package func forEach(_ body: ([Line]) throws -> Void) throws {
        let (stretch, block) = (Stretch(), RecordBlock())
        while case .filled = try source.take(stretch, waiting: true) {
            while stretch.next(block) {
                var lines: [Line] = []
                var faults = block.faults[...]
                for index in 0..<block.rows {
                    let number = Int(block.lines[index])
                    while let fault = faults.first, fault.line < number {
                        lines.append(Line(number: fault.line, cells: nil))
                        faults.removeFirst()
                    }
                    lines.append(Line(number: number, cells: (0..<block.columns).map { Self.text(block, index * block.columns + $0) }))
                }
                lines += faults.map { Line(number: $0.line, cells: nil) }
                if !lines.isEmpty { try body(lines) }
            }
        }
    }

    private static func text(_ block: RecordBlock, _ place: Int) -> String {
        let (start, end) = (Int(block.starts[place]), Int(block.ends[place]))
        let bytes = UnsafeBufferPointer(start: block.bytes + start, count: max(0, end - start))
        guard block.encoding == .gb18030 else { return String(decoding: bytes, as: UTF8.self) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count * 2 + 1) { room in
            guard let base = room.baseAddress else { return "" }
            let length = GB18030.decode(bytes, into: base)
            return length < 0 ? "\u{FFFD}" : String(decoding: UnsafeBufferPointer(start: base, count: length), as: UTF8.self)
        }
    }
}
