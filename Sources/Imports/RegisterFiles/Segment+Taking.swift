import Datasets

extension Segment {
    /// Some rows as a segment of their own. Nil when the system has no memory.
    func taking(_ rows: [Int], sequence: Int) -> Segment? {
        var heap: [UInt8] = []
        var views: [Int: [TextView]] = [:]
        for (index, column) in columns.enumerated() {
            guard let column, column.storage == .texts else { continue }
            let all = column.values.assumingMemoryBound(to: TextView.self)
            views[index] = rows.map { row in
                var view = all[row]
                guard !view.isAbsent, !view.isInline else { return view }
                let start = heap.count
                heap += self.heap[view.offset..<view.offset + view.length]
                view.high = UInt64(Segment.heapNumber(file: 0, sequence: sequence)) | UInt64(start) << 32
                return view
            }
        }
        if !heap.isEmpty { heap += [UInt8](repeating: 0, count: 16) }
        let taken = Segment(
            file: 0, sequence: sequence, count: rows.count, widths: columns.map { $0.map { ($0.storage, $0.width) } }, withLines: true, heap: heap,
            unpackedIDs: columns.map { $0?.unpackedIDs ?? [] })
        guard let taken else { return nil }
        taken.owners.update(repeating: -1, count: rows.count)
        for (place, row) in rows.enumerated() { taken.lines?[place] = lines?[row] ?? 0 }
        for (index, column) in columns.enumerated() {
            guard let column, let target = taken.columns[index] else { continue }
            if let views = views[index] {
                target.values.assumingMemoryBound(to: TextView.self).update(from: views, count: views.count)
            } else {
                for (place, row) in rows.enumerated() {
                    (target.values + place * column.width).copyMemory(from: column.values + row * column.width, byteCount: column.width)
                }
            }
        }
        return taken
    }
}
