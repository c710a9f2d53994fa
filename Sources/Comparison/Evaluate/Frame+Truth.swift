extension Frame {
    func not(_ a: Vector) -> Vector {
        guard let truths = a.truths else { return a }
        let out = bytes(a.count)
        for i in 0..<a.count { out[i] = truths[i] ^ 1 }
        return Vector(count: a.count, truths: out, valid: a.valid)
    }

    /// `&&` (`deciding` 0) and `||` (`deciding` 1): a side that decides absorbs an error on the other.
    func both(_ a: Vector, _ b: Vector, _ count: Int, deciding: UInt8) -> Vector {
        guard let x = a.truths, let y = b.truths else { return Vector() }
        let out = bytes(count)
        let (stepX, stepY) = (a.count == count ? 1 : 0, b.count == count ? 1 : 0)
        if stepX == 1 && stepY == 1 {
            if deciding == 0 { for i in 0..<count { out[i] = x[i] & y[i] } } else { for i in 0..<count { out[i] = x[i] | y[i] } }
        } else {
            for i in 0..<count { out[i] = deciding == 0 ? x[i &* stepX] & y[i &* stepY] : x[i &* stepX] | y[i &* stepY] }
        }
        guard a.valid != nil || b.valid != nil else { return Vector(count: count, truths: out) }
        let valid = bytes(count)
        for i in 0..<count {
            let (vx, vy) = (a.valid?[i &* stepX] ?? 1, b.valid?[i &* stepY] ?? 1)
            let decided = (vx == 1 && x[i &* stepX] == deciding) || (vy == 1 && y[i &* stepY] == deciding)
            valid[i] = decided ? 1 : vx & vy
            if decided { out[i] = deciding }
        }
        return Vector(count: count, truths: out, valid: valid)
    }

    func choose(_ c: Vector, _ a: Vector, _ b: Vector, _ count: Int) -> Vector {
        guard let condition = c.truths else { return Vector() }
        let (stepC, stepA, stepB) = (c.count == count ? 1 : 0, a.count == count ? 1 : 0, b.count == count ? 1 : 0)
        var vector = Vector(count: count)
        if let x = a.numbers, let y = b.numbers {
            let out = numbers(count)
            for i in 0..<count { out[i] = condition[i &* stepC] == 1 ? x[i &* stepA] : y[i &* stepB] }
            vector.numbers = out
        } else if let x = a.truths, let y = b.truths {
            let out = bytes(count)
            for i in 0..<count { out[i] = condition[i &* stepC] == 1 ? x[i &* stepA] : y[i &* stepB] }
            vector.truths = out
        } else if let x = a.texts, let y = b.texts {
            let out = arena.take(count, of: TextRef.self)
            for i in 0..<count { out[i] = condition[i &* stepC] == 1 ? x[i &* stepA] : y[i &* stepB] }
            vector.texts = out
        }
        guard c.valid != nil || a.valid != nil || b.valid != nil else { return vector }
        let valid = bytes(count)
        for i in 0..<count {
            let chosen = condition[i &* stepC] == 1 ? a.valid?[i &* stepA] ?? 1 : b.valid?[i &* stepB] ?? 1
            valid[i] = chosen & (c.valid?[i &* stepC] ?? 1)
        }
        vector.valid = valid
        return vector
    }

    func truth(_ a: Vector) -> Vector {
        guard let numbers = a.numbers else { return a }
        let out = bytes(a.count)
        for i in 0..<a.count { out[i] = numbers[i] == 1 ? 1 : 0 }
        return Vector(count: a.count, truths: out, valid: a.valid)
    }

    func asNumber(_ a: Vector) -> Vector {
        guard let truths = a.truths else { return a }
        let out = numbers(a.count)
        for i in 0..<a.count { out[i] = Int64(truths[i]) }
        return Vector(count: a.count, numbers: out, valid: a.valid)
    }

    func guarded(_ value: Vector, _ by: Vector, _ count: Int) -> Vector {
        guard by.valid != nil else { return value }
        var vector = value
        vector.valid = bothValid(value, by, count)
        return vector
    }
}
