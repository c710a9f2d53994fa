extension Frame {
    /// Rows to groups of equal owner and keys, numbered in the order of first appearance. Rows that are masked out, have no owner, or whose
    /// key is an error belong to none (-1). Keys are compared as numbers; texts are numbered first.
    func group(_ id: NodeID, _ by: Vector, _ mask: Vector?, _ keys: [NodeID], ownerCount: Int) -> Vector {
        guard let map = by.map else { return Vector() }
        let rows = by.count
        let columns = keys.map { keyNumbers(vectors[$0], program[$0].shape, rows) }
        let out = indexes(rows)
        let groupOwner = indexes(rows)
        let groupFirst = indexes(rows)
        let groups = assignGroups(map, mask, columns, rows, out, groupOwner, groupFirst)
        made[id] = Made(owner: Vector(count: groups, map: groupOwner), first: Vector(count: groups, map: groupFirst))
        counts[target(of: id)] = groups
        return Vector(count: rows, map: out)
    }

    struct KeyColumn {
        var numbers: UnsafeMutablePointer<Int64>
        var valid: UnsafeMutablePointer<UInt8>?
    }

    /// Numbers rows by owner and keys; used for groups inside a partition and for gathered rows.
    func assignGroups(
        _ map: UnsafeMutablePointer<Int32>, _ mask: Vector?, _ columns: [KeyColumn], _ rows: Int, _ out: UnsafeMutablePointer<Int32>,
        _ groupOwner: UnsafeMutablePointer<Int32>, _ groupFirst: UnsafeMutablePointer<Int32>
    ) -> Int {
        var slots = 64
        while slots < rows * 2 { slots *= 2 }
        let table = indexes(slots)
        table.update(repeating: -1, count: slots)
        let hashes = self.hashes(map, columns, rows)
        let slotMask = slots - 1
        var groups = 0
        let width = columns.count
        let anyInvalid = columns.contains { $0.valid != nil }
        let (truths, maskValid) = (mask?.truths, mask?.valid)
        columns.withUnsafeBufferPointer { columns in
            for row in 0..<rows {
                out[row] = -1
                guard map[row] >= 0, truths?[row] != 0, maskValid?[row] != 0 else { continue }
                guard !anyInvalid || columns.allSatisfy({ $0.valid?[row] != 0 }) else { continue }
                var slot = Int(truncatingIfNeeded: hashes[row] >> 20) & slotMask
                while true {
                    let group = table[slot]
                    if group < 0 {
                        table[slot] = Int32(truncatingIfNeeded: groups)
                        groupOwner[groups] = map[row]
                        groupFirst[groups] = Int32(truncatingIfNeeded: row)
                        out[row] = Int32(truncatingIfNeeded: groups)
                        groups &+= 1
                        break
                    }
                    let first = Int(groupFirst[Int(group)])
                    var isSame = groupOwner[Int(group)] == map[row]
                    var column = 0
                    while isSame && column < width {
                        isSame = columns[column].numbers[first] == columns[column].numbers[row]
                        column &+= 1
                    }
                    if isSame {
                        out[row] = group
                        break
                    }
                    slot = (slot &+ 1) & slotMask
                }
            }
        }
        return groups
    }

    /// 0 and 1 as numbers, for keys.
    func widened(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) -> UnsafeMutablePointer<Int64> {
        let out = numbers(count)
        for i in 0..<count { out[i] = Int64(bytes[i]) }
        return out
    }

    func hashes(_ map: UnsafeMutablePointer<Int32>, _ columns: [KeyColumn], _ rows: Int) -> UnsafeMutablePointer<UInt64> {
        let out = arena.take(rows, of: UInt64.self)
        for row in 0..<rows { out[row] = UInt64(UInt32(bitPattern: map[row])) &* 0x9E37_79B9_7F4A_7C15 }
        for column in columns {
            for row in 0..<rows {
                let mixed = (out[row] ^ UInt64(bitPattern: column.numbers[row])) &* 0xBF58_476D_1CE4_E5B9
                out[row] = mixed ^ (mixed >> 31)
            }
        }
        return out
    }

    /// A key as numbers that are equal when the values are.
    func keyNumbers(_ vector: Vector, _ shape: Shape, _ rows: Int) -> KeyColumn {
        if let numbers = vector.numbers {
            if case .id(let column) = shape { return KeyColumn(numbers: sameIDs(numbers, column, rows), valid: vector.valid) }
            return KeyColumn(numbers: numbers, valid: vector.valid)
        }
        let out = numbers(rows)
        if let truths = vector.truths {
            for row in 0..<rows { out[row] = Int64(truths[row]) }
        } else if let texts = vector.texts {
            var known = TextNumbers(count: rows)
            for row in 0..<rows where vector.valid?[row] != 0 { out[row] = known.number(of: texts[row]) }
            if let valid = vector.valid { for row in 0..<rows where valid[row] == 0 { out[row] = 0 } }
        }
        return KeyColumn(numbers: out, valid: vector.valid)
    }

    /// Two IDs that are no plain 18 characters may be the same text under two numbers.
    private func sameIDs(_ ids: UnsafeMutablePointer<Int64>, _ column: Shape.Column, _ rows: Int) -> UnsafeMutablePointer<Int64> {
        guard let unpacked = bindings.tables.table(column.table)?.columns[column.index]?.unpackedIDs, !unpacked.isEmpty else { return ids }
        let out = numbers(rows)
        var known: [String: Int64] = [:]
        for row in 0..<rows {
            let index = Int(-2 - max(ids[row], -1_000_000_000_000))
            out[row] = unpacked.indices.contains(index) ? -2 - known.number(of: unpacked[index]) : ids[row]
        }
        return out
    }

    // MARK: Gaps

    private struct Entry {
        var owner: Int32
        var value: Int64
    }

    /// For each owner the differences between neighbours of its sorted values; an error where one leaves 64 bits.
    func gapValues(_ id: NodeID, _ by: Vector, _ mask: Vector?, _ value: Vector) -> Vector {
        guard let map = by.map, let values = value.numbers else { return Vector() }
        var entries: [Entry] = []
        for row in 0..<by.count where map[row] >= 0 && mask?.truths?[row] != 0 && mask?.valid?[row] != 0 && value.valid?[row] != 0 {
            entries.append(Entry(owner: map[row], value: values[row]))
        }
        entries.sort { ($0.owner, $0.value) < ($1.owner, $1.value) }
        let gaps = numbers(entries.count)
        let owners = indexes(entries.count)
        var valid: UnsafeMutablePointer<UInt8>?
        var count = 0
        for (earlier, later) in zip(entries, entries.dropFirst()) where earlier.owner == later.owner {
            let (gap, isTooWide) = later.value.subtractingReportingOverflow(earlier.value)
            if isTooWide {
                let marks = valid ?? allOnes(entries.count)
                marks[count] = 0
                valid = marks
            }
            gaps[count] = gap
            owners[count] = later.owner
            count += 1
        }
        made[id] = Made(owner: Vector(count: count, map: owners), first: Vector(count: count))
        counts[program[id].level] = count
        return Vector(count: count, numbers: gaps, valid: valid)
    }
}

extension Dictionary where Key == String, Value == Int64 {
    /// The text's number, a new one when it is new.
    fileprivate mutating func number(of text: String) -> Int64 {
        if let known = self[text] { return known }
        self[text] = Int64(count)
        return Int64(count - 1)
    }
}
