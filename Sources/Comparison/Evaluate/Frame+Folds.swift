extension Frame {
    /// Rows folded into their owners. A masked-out row, or one without an owner, does not count; a row whose value is an error makes
    /// its owner's result one (`any` and `all` only where no other row decides).
    func fold(_ fold: Step.Fold, _ by: Vector, _ mask: Vector?, _ value: Vector?, _ owners: Int) -> Vector {
        guard let map = by.map else { return Vector() }
        let rows = by.count
        switch fold {
        case .count: return count(map, mask, value, rows, owners)
        case .sum: return sum(map, mask, value, rows, owners)
        case .least: return extreme(map, mask, value, rows, owners) { $0 < $1 }
        case .greatest: return extreme(map, mask, value, rows, owners) { $0 > $1 }
        case .any: return quantified(map, mask, value, rows, owners, deciding: 1)
        case .all: return quantified(map, mask, value, rows, owners, deciding: 0)
        case .exactlyOne: return exactlyOne(map, mask, value, rows, owners)
        }
    }

    /// The rows that count, with their owners. A mask that is an error counts as false: `allValid` has told the owner.
    @inline(__always) private func eachRow(_ map: UnsafeMutablePointer<Int32>, _ mask: Vector?, _ rows: Int, _ body: (Int, Int) -> Void) {
        if let truths = mask?.truths {
            let valid = mask?.valid
            for i in 0..<rows where truths[i] == 1 && map[i] >= 0 && valid?[i] != 0 { body(i, Int(map[i])) }
        } else {
            for i in 0..<rows where map[i] >= 0 { body(i, Int(map[i])) }
        }
    }

    private func zeros(_ count: Int) -> UnsafeMutablePointer<Int64> {
        let out = numbers(count)
        out.update(repeating: 0, count: count)
        return out
    }

    private func invalidOwners(_ map: UnsafeMutablePointer<Int32>, _ mask: Vector?, _ value: Vector?, _ rows: Int, _ owners: Int)
        -> UnsafeMutablePointer<UInt8>?
    {
        guard let valid = value?.valid else { return nil }
        let out = allOnes(owners)
        eachRow(map, mask, rows) { row, owner in out[owner] &= valid[row] }
        return out
    }

    private func count(_ map: UnsafeMutablePointer<Int32>, _ mask: Vector?, _ value: Vector?, _ rows: Int, _ owners: Int) -> Vector {
        let out = zeros(owners)
        eachRow(map, mask, rows) { _, owner in out[owner] &+= 1 }
        return Vector(count: owners, numbers: out, valid: invalidOwners(map, mask, value, rows, owners))
    }

    private func sum(_ map: UnsafeMutablePointer<Int32>, _ mask: Vector?, _ value: Vector?, _ rows: Int, _ owners: Int) -> Vector {
        let out = zeros(owners)
        guard let values = value?.numbers else { return Vector(count: owners, numbers: out) }
        var anyOverflow = false
        eachRow(map, mask, rows) { row, owner in
            let (sum, overflow) = out[owner].addingReportingOverflow(values[row])
            out[owner] = sum
            anyOverflow = anyOverflow || overflow
        }
        var valid = invalidOwners(map, mask, value, rows, owners)
        if anyOverflow { valid = overflowed(map, mask, values, rows, owners, valid) }
        return Vector(count: owners, numbers: out, valid: valid)
    }

    /// Finds whose sum left 64 bits; hardly ever called.
    private func overflowed(
        _ map: UnsafeMutablePointer<Int32>, _ mask: Vector?, _ values: UnsafeMutablePointer<Int64>, _ rows: Int, _ owners: Int,
        _ before: UnsafeMutablePointer<UInt8>?
    ) -> UnsafeMutablePointer<UInt8> {
        let valid = before ?? allOnes(owners)
        let sums = zeros(owners)
        eachRow(map, mask, rows) { row, owner in
            let (sum, overflow) = sums[owner].addingReportingOverflow(values[row])
            sums[owner] = sum
            if overflow { valid[owner] = 0 }
        }
        return valid
    }

    /// An owner without rows has no extreme: an error.
    @inline(__always) private func extreme(
        _ map: UnsafeMutablePointer<Int32>, _ mask: Vector?, _ value: Vector?, _ rows: Int, _ owners: Int, _ isBetter: (Int64, Int64) -> Bool
    ) -> Vector {
        let out = zeros(owners)
        let seen = bytes(owners)
        seen.update(repeating: 0, count: owners)
        guard let values = value?.numbers else { return Vector(count: owners, numbers: out, valid: seen) }
        eachRow(map, mask, rows) { row, owner in
            if seen[owner] == 0 || isBetter(values[row], out[owner]) { out[owner] = values[row] }
            seen[owner] = 1
        }
        if let invalid = invalidOwners(map, mask, value, rows, owners) { for i in 0..<owners { seen[i] &= invalid[i] } }
        return Vector(count: owners, numbers: out, valid: seen)
    }

    private func quantified(
        _ map: UnsafeMutablePointer<Int32>, _ mask: Vector?, _ value: Vector?, _ rows: Int, _ owners: Int, deciding: UInt8
    ) -> Vector {
        let out = bytes(owners)
        out.update(repeating: deciding ^ 1, count: owners)
        guard let truths = value?.truths else { return Vector(count: owners, truths: out) }
        let rowValid = value?.valid
        eachRow(map, mask, rows) { row, owner in
            if truths[row] == deciding && rowValid?[row] != 0 { out[owner] = deciding }
        }
        guard let valid = invalidOwners(map, mask, value, rows, owners) else { return Vector(count: owners, truths: out) }
        for i in 0..<owners where out[i] == deciding { valid[i] = 1 }
        return Vector(count: owners, truths: out, valid: valid)
    }

    private func exactlyOne(_ map: UnsafeMutablePointer<Int32>, _ mask: Vector?, _ value: Vector?, _ rows: Int, _ owners: Int) -> Vector {
        let counts = zeros(owners)
        if let truths = value?.truths { eachRow(map, mask, rows) { row, owner in counts[owner] &+= Int64(truths[row]) } }
        let out = bytes(owners)
        for i in 0..<owners { out[i] = counts[i] == 1 ? 1 : 0 }
        return Vector(count: owners, truths: out, valid: invalidOwners(map, mask, value, rows, owners))
    }

    func allValid(_ by: Vector, _ mask: Vector?, _ value: Vector, _ owners: Int) -> Vector {
        guard let map = by.map, value.valid != nil else { return Vector(count: owners) }
        return Vector(count: owners, valid: invalidOwners(map, mask, value, by.count, owners))
    }

    /// Each owner's first row; -1 (an error when read through) where there is none.
    func firstRow(_ by: Vector, _ mask: Vector?, _ owners: Int) -> Vector {
        guard let map = by.map else { return Vector() }
        let out = indexes(owners)
        out.update(repeating: -1, count: owners)
        eachRow(map, mask, by.count) { row, owner in if out[owner] < 0 { out[owner] = Int32(truncatingIfNeeded: row) } }
        return Vector(count: owners, map: out)
    }
}
