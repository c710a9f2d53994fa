import Datasets

extension Delivery {
    /// One column of all segments in 64 bits, in the order of files and lines.
    func numbers(_ column: Int) -> [Int64] {
        let total = segments.reduce(0) { $0 + $1.count }
        return Array(unsafeUninitializedCapacity: total) { out, filled in
            for segment in segments {
                guard let base = out.baseAddress, let source = segment.columns[column] else { continue }
                NarrowNumbers.read(source.values, segment.count, width: source.width, to: base + filled)
                filled += segment.count
            }
            if filled < total, let base = out.baseAddress {
                (base + filled).initialize(repeating: absent, count: total - filled)
                filled = total
            }
        }
    }

    func column(_ name: String) -> Int? { schema.columns.firstIndex { $0.name == name } }

    /// First row of each segment, counted over all.
    var segmentStarts: [Int] {
        var starts = [0]
        for segment in segments { starts.append((starts.last ?? 0) + segment.count) }
        return starts
    }

    /// Moves rows from accepted to rejected after reading, for reasons only the whole register shows.
    func reject(rows: [Int], reason: CellProblem.Reason, column: String) {
        guard !rows.isEmpty else { return }
        let starts = segmentStarts
        for row in rows {
            let index = (starts.firstIndex { $0 > row } ?? segments.count) - 1
            let segment = segments[index]
            let line = segment.lines.map { Int($0[row - starts[index]]) } ?? 0
            files[segment.file].accepted -= 1
            files[segment.file].rejected += 1
            for (column, held) in segment.columns.enumerated()
            where held.map({ $0.isFilled(row - starts[index]) }) ?? (files[segment.file].filled[column] > 0) {
                files[segment.file].filled[column] -= 1
            }
            rejects[segment.file].append(Reject(line: line, column: column, value: "", reason: reason.word, detail: Reject.advice(reason)))
        }
    }
}

extension Segment.Column {
    /// Whether a row has a value.
    fileprivate func isFilled(_ row: Int) -> Bool {
        guard storage != .texts else { return !values.assumingMemoryBound(to: TextView.self)[row].isAbsent }
        var value: Int64 = 0
        NarrowNumbers.read(values + row * width, 1, width: width, to: &value)
        return value != absent
    }
}
