import Datasets

/// One segment's rows on their way into a table.
struct Placement {
    let segment: Segment
    let positions: UnsafeMutablePointer<Int32>
    /// By column: unpacked IDs of earlier segments, which shifts the numbers of ours.
    let unpackedBefore: [Int]

    func write(into table: Table) {
        let count = segment.count
        if let owners = table.owners { move(segment.owners, owners, count) }
        if let lines = table.lines, let ours = segment.lines { move(ours, lines, count) }
        if let fileOf = table.fileOf {
            for i in 0..<count where positions[i] >= 0 { fileOf[Int(positions[i])] = UInt16(truncatingIfNeeded: segment.file) }
        }
        for (index, target) in table.columns.enumerated() {
            guard let target, let source = segment.columns[index] else { continue }
            switch target.storage {
            case .texts:
                move(source.values.assumingMemoryBound(to: TextView.self), target.values.assumingMemoryBound(to: TextView.self), count)
            case .ids: moveIDs(source, target, index, count)
            case .numbers: moveNumbers(source, target, count)
            }
        }
    }

    @inline(__always) private func move<Value: BitwiseCopyable>(_ from: UnsafeMutablePointer<Value>, _ to: UnsafeMutablePointer<Value>, _ count: Int)
    {
        for i in 0..<count where positions[i] >= 0 { to[Int(positions[i])] = from[i] }
    }

    private func moveIDs(_ source: Segment.Column, _ target: Table.Column, _ index: Int, _ count: Int) {
        let from = source.values.assumingMemoryBound(to: Int64.self)
        let to = target.values.assumingMemoryBound(to: Int64.self)
        let shift = Int64(unpackedBefore[index])
        for i in 0..<count where positions[i] >= 0 {
            let value = from[i]
            to[Int(positions[i])] = value < 0 && value != absent ? value - shift : value
        }
    }

    private func moveNumbers(_ source: Segment.Column, _ target: Table.Column, _ count: Int) {
        switch source.width {
        case 1: widen(source.values.assumingMemoryBound(to: Int8.self), target, count)
        case 2: widen(source.values.assumingMemoryBound(to: Int16.self), target, count)
        case 4: widen(source.values.assumingMemoryBound(to: Int32.self), target, count)
        default: widen(source.values.assumingMemoryBound(to: Int64.self), target, count)
        }
    }

    @inline(__always) private func widen<From: FixedWidthInteger>(_ from: UnsafeMutablePointer<From>, _ target: Table.Column, _ count: Int) {
        switch target.width {
        case 1: copy(from, target.values.assumingMemoryBound(to: Int8.self), count)
        case 2: copy(from, target.values.assumingMemoryBound(to: Int16.self), count)
        case 4: copy(from, target.values.assumingMemoryBound(to: Int32.self), count)
        default: copy(from, target.values.assumingMemoryBound(to: Int64.self), count)
        }
    }

    @inline(__always) private func copy<From: FixedWidthInteger, To: FixedWidthInteger>(
        _ from: UnsafeMutablePointer<From>, _ to: UnsafeMutablePointer<To>, _ count: Int
    ) {
        for i in 0..<count where positions[i] >= 0 {
            to[Int(positions[i])] = from[i] == .min ? .min : To(truncatingIfNeeded: from[i])
        }
    }
}
