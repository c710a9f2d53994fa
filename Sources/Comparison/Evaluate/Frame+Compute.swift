import Datasets

extension Frame {
    /// One step, over all rows of its level.
    func compute(_ id: NodeID) -> Vector {
        let node = program[id]
        let count = counts[node.level]
        switch node.step {
        case .constant, .constantTruth, .constantText, .parameter, .parameterText, .asOf: return vectors[id]
        case .column(let column): return self.column(column, count, node.shape)
        case .leaf(let leaf): return gathered?.vector(leaf, node.shape) ?? Vector()
        case .up(let from, let to): return up(from, to, count)
        case .through(let first, let second): return through(vectors[first], vectors[second], count)
        case .lift(let value, let map): return lift(vectors[value], vectors[map], count)
        case .fill(let value, _): return fill(vectors[value], count)
        case .present(let value): return present(vectors[value], count)
        case .reached(let map): return reached(vectors[map], count)
        case .not(let a): return not(vectors[a])
        case .and(let a, let b): return both(vectors[a], vectors[b], count, deciding: 0)
        case .or(let a, let b): return both(vectors[a], vectors[b], count, deciding: 1)
        case .choose(let c, let a, let b): return choose(vectors[c], vectors[a], vectors[b], count)
        case .truth(let a): return truth(vectors[a])
        case .asNumber(let a): return asNumber(vectors[a])
        case .compare(let op, let a, let b): return compare(op, vectors[a], vectors[b], count)
        case .arithmetic(let op, let a, let b): return arithmetic(op, vectors[a], vectors[b], count)
        case .negate(let a): return changed(vectors[a]) { $0 == .min ? nil : -$0 }
        case .absolute(let a): return changed(vectors[a]) { $0 == .min ? nil : Swift.abs($0) }
        case .among(let a, let others): return among(vectors[a], others.map { vectors[$0] })
        case .date(let function, let a, let b): return date(function, vectors[a], b.map { vectors[$0] }, count)
        case .compareTexts(let op, let a, let b): return compareTexts(op, vectors[a], vectors[b], count)
        case .wordAmong(let word, let texts): return wordAmong(vectors[word], program[word].shape, texts.map { vectors[$0] })
        case .wordTest(let test, let word, let probe): return wordTest(test, vectors[word], program[word].shape, vectors[probe])
        case .textTest(let test, let a, let b): return textTest(test, vectors[a], vectors[b], count)
        case .asText(let a): return asText(vectors[a], program[a].shape)
        case .identity(let function, let a): return identity(function, vectors[a], program[a].shape)
        case .fold(let fold, let map, let mask, let value):
            return self.fold(fold, vectors[map], mask.map { vectors[$0] }, value.map { vectors[$0] }, count)
        case .allValid(let map, let mask, let value): return allValid(vectors[map], mask.map { vectors[$0] }, vectors[value], count)
        case .guarded(let value, let by): return guarded(vectors[value], vectors[by], count)
        case .firstRow(let map, let mask): return firstRow(vectors[map], mask.map { vectors[$0] }, count)
        case .group(let map, let mask, let keys):
            return group(id, vectors[map], mask.map { vectors[$0] }, keys, ownerCount: counts[target(of: map)])
        case .groupOwner(let maker): return made[maker]?.owner ?? Vector()
        case .groupFirst(let maker): return made[maker]?.first ?? Vector()
        case .gapValues(let map, let mask, let value): return gapValues(id, vectors[map], mask.map { vectors[$0] }, vectors[value])
        case .gapOwner(let maker): return made[maker]?.owner ?? Vector()
        }
    }

    func target(of map: NodeID) -> LevelID {
        guard case .map(let level) = program[map].shape else { return Level.constant }
        return level
    }

    // MARK: New vectors

    func numbers(_ count: Int) -> UnsafeMutablePointer<Int64> { arena.take(count, of: Int64.self) }
    func bytes(_ count: Int) -> UnsafeMutablePointer<UInt8> { arena.take(count, of: UInt8.self) }
    func indexes(_ count: Int) -> UnsafeMutablePointer<Int32> { arena.take(count, of: Int32.self) }

    func allOnes(_ count: Int) -> UnsafeMutablePointer<UInt8> {
        let ones = bytes(count)
        ones.update(repeating: 1, count: count)
        return ones
    }

    /// Valid where both are; constants (one value for all rows) count for every row.
    func bothValid(_ a: Vector, _ b: Vector, _ count: Int) -> UnsafeMutablePointer<UInt8>? {
        guard a.valid != nil || b.valid != nil else { return nil }
        let out = allOnes(count)
        for vector in [a, b] {
            guard let valid = vector.valid else { continue }
            if vector.count == count { for i in 0..<count { out[i] &= valid[i] } } else if valid[0] == 0 { out.update(repeating: 0, count: count) }
        }
        return out
    }

    // MARK: Columns and paths

    private func column(_ place: Shape.Column, _ count: Int, _ shape: Shape) -> Vector {
        var vector = Vector(count: count)
        guard let table = bindings.tables.table(place.table), let column = table.columns[place.index] else {
            // The source delivered nothing: every cell is empty.
            vector.valid = bytes(count)
            vector.valid?.update(repeating: 0, count: count)
            if shape == .text {
                vector.texts = arena.take(count, of: TextRef.self)
                vector.texts?.update(repeating: .none, count: count)
            } else {
                vector.numbers = numbers(count)
                vector.numbers?.update(repeating: 0, count: count)
            }
            return vector
        }
        let start = start(of: place.table)
        if column.storage == .texts { return texts(column, table, start, count) }
        let out = numbers(count)
        NarrowNumbers.read(column.values + start * column.width, count, width: column.width, to: out)
        vector.numbers = out
        guard column.hasAbsent else { return vector }
        let valid = bytes(count)
        for i in 0..<count { valid[i] = out[i] == absent ? 0 : 1 }
        vector.valid = valid
        return vector
    }

    private func texts(_ column: Table.Column, _ table: Table, _ start: Int, _ count: Int) -> Vector {
        var vector = Vector(count: count)
        let out = arena.take(count, of: TextRef.self)
        let valid = column.hasAbsent ? allOnes(count) : nil
        let views = column.values.assumingMemoryBound(to: TextView.self) + start
        let bytes = UnsafeRawPointer(views).assumingMemoryBound(to: UInt8.self)
        for i in 0..<count {
            let length = Int(views[i].low & 0xFFFF_FFFF)
            if length <= 12 {
                out[i] = TextRef(bytes: bytes + (i &* 16 &+ 4), count: length)
            } else if views[i].isAbsent {
                out[i] = .none
                valid?[i] = 0
            } else {
                out[i] = table.heaps.text(views[i])
            }
        }
        vector.texts = out
        vector.valid = valid
        return vector
    }

    private func up(_ from: LevelID, _ to: LevelID, _ count: Int) -> Vector {
        if let gathered, case .gathered = program.levels[from].kind { return Vector(count: count, map: gathered.groups) }
        let register = bindings.tables.register
        let partitions = register.partitions
        let out = indexes(count)
        switch (program.levels[from].kind, program.levels[to].kind) {
        case (.person, .household):
            copy(register.householdOfPerson, from: Int(partitions.persons[partition]), partitions.households[partition], out, count)
        case (.household, .village):
            copy(register.villageOfHousehold, from: Int(partitions.households[partition]), partitions.villages[partition], out, count)
        case (.rows(let dataset), let kind):
            guard let table = bindings.tables.datasets[dataset], let owners = table.owners else {
                out.update(repeating: -1, count: count)
                break
            }
            let first =
                kind == .person
                ? partitions.persons[partition] : kind == .household ? partitions.households[partition] : partitions.villages[partition]
            let rows = owners + table.partitionStarts[partition]
            for i in 0..<count { out[i] = rows[i] < 0 ? -1 : rows[i] &- first }
        default: out.update(repeating: -1, count: count)
        }
        return Vector(count: count, map: out)
    }

    private func copy(_ numbers: [Int32], from start: Int, _ first: Int32, _ out: UnsafeMutablePointer<Int32>, _ count: Int) {
        numbers.withUnsafeBufferPointer { numbers in
            for i in 0..<count { out[i] = numbers[start &+ i] &- first }
        }
    }

    private func through(_ first: Vector, _ second: Vector, _ count: Int) -> Vector {
        guard let a = first.map, let b = second.map else { return Vector() }
        let out = indexes(count)
        for i in 0..<count { out[i] = a[i] < 0 ? -1 : b[Int(a[i])] }
        return Vector(count: count, map: out, valid: first.valid)
    }

    private func lift(_ value: Vector, _ by: Vector, _ count: Int) -> Vector {
        guard let map = by.map else { return Vector() }
        var vector = Vector(count: count)
        var anyMissing = false
        if let numbers = value.numbers {
            let out = self.numbers(count)
            for i in 0..<count {
                let at = map[i]
                anyMissing = anyMissing || at < 0
                out[i] = at < 0 ? 0 : numbers[Int(at)]
            }
            vector.numbers = out
        } else if let truths = value.truths {
            let out = bytes(count)
            for i in 0..<count {
                let at = map[i]
                anyMissing = anyMissing || at < 0
                out[i] = at < 0 ? 0 : truths[Int(at)]
            }
            vector.truths = out
        } else if let texts = value.texts {
            let out = arena.take(count, of: TextRef.self)
            for i in 0..<count {
                let at = map[i]
                anyMissing = anyMissing || at < 0
                out[i] = at < 0 ? .none : texts[Int(at)]
            }
            vector.texts = out
        }
        guard anyMissing || value.valid != nil || by.valid != nil else { return vector }
        let valid = bytes(count)
        for i in 0..<count { valid[i] = map[i] < 0 ? 0 : (value.valid?[Int(map[i])] ?? 1) & (by.valid?[i] ?? 1) }
        vector.valid = valid
        return vector
    }

    private func fill(_ value: Vector, _ count: Int) -> Vector {
        var vector = Vector(count: count)
        if let numbers = value.numbers {
            vector.numbers = self.numbers(count)
            vector.numbers?.update(repeating: numbers[0], count: count)
        } else if let truths = value.truths {
            vector.truths = bytes(count)
            vector.truths?.update(repeating: truths[0], count: count)
        } else if let texts = value.texts {
            vector.texts = arena.take(count, of: TextRef.self)
            vector.texts?.update(repeating: texts[0], count: count)
        }
        if let valid = value.valid {
            vector.valid = bytes(count)
            vector.valid?.update(repeating: valid[0], count: count)
        }
        return vector
    }

    private func present(_ value: Vector, _ count: Int) -> Vector {
        Vector(count: count, truths: value.valid ?? allOnes(count))
    }

    private func reached(_ by: Vector, _ count: Int) -> Vector {
        let out = bytes(count)
        if let map = by.map { for i in 0..<count { out[i] = map[i] >= 0 ? 1 : 0 } }
        return Vector(count: count, truths: out)
    }
}
