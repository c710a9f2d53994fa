extension Frame {
    func compare(_ op: Step.Comparator, _ a: Vector, _ b: Vector, _ count: Int) -> Vector {
        guard let x = a.numbers, let y = b.numbers else { return Vector() }
        let out = bytes(count)
        let shape = (a.count == count, b.count == count)
        switch op {
        case .equal: compareRows(x, y, shape, count, out) { $0 == $1 }
        case .notEqual: compareRows(x, y, shape, count, out) { $0 != $1 }
        case .less: compareRows(x, y, shape, count, out) { $0 < $1 }
        case .lessOrEqual: compareRows(x, y, shape, count, out) { $0 <= $1 }
        case .greater: compareRows(x, y, shape, count, out) { $0 > $1 }
        case .greaterOrEqual: compareRows(x, y, shape, count, out) { $0 >= $1 }
        }
        return Vector(count: count, truths: out, valid: bothValid(a, b, count))
    }

    /// Inlined for each operator, with loops of their own for a constant on one side, so that they become vector instructions.
    @inline(__always) private func compareRows(
        _ x: UnsafeMutablePointer<Int64>, _ y: UnsafeMutablePointer<Int64>, _ isColumn: (Bool, Bool), _ count: Int,
        _ out: UnsafeMutablePointer<UInt8>,
        _ test: (Int64, Int64) -> Bool
    ) {
        switch isColumn {
        case (true, true): for i in 0..<count { out[i] = test(x[i], y[i]) ? 1 : 0 }
        case (true, false):
            let constant = y[0]
            for i in 0..<count { out[i] = test(x[i], constant) ? 1 : 0 }
        case (false, true):
            let constant = x[0]
            for i in 0..<count { out[i] = test(constant, y[i]) ? 1 : 0 }
        case (false, false): out.update(repeating: test(x[0], y[0]) ? 1 : 0, count: count)
        }
    }

    func arithmetic(_ op: Step.Arithmetic, _ a: Vector, _ b: Vector, _ count: Int) -> Vector {
        switch op {
        case .add: combined(a, b, count) { $0.addingReportingOverflow($1) }
        case .subtract: combined(a, b, count) { $0.subtractingReportingOverflow($1) }
        case .multiply: combined(a, b, count) { $0.multipliedReportingOverflow(by: $1) }
        case .divide: combined(a, b, count) { $1 == 0 ? (0, true) : $0.dividedReportingOverflow(by: $1) }
        case .modulo: combined(a, b, count) { $1 == 0 ? (0, true) : $0.remainderReportingOverflow(dividingBy: $1) }
        case .scale: combined(a, b, count) { Frame.scaled($0, $1) }
        }
    }

    /// `value * hundredths / 100`, toward zero, without losing the middle.
    private static func scaled(_ value: Int64, _ hundredths: Int64) -> (partialValue: Int64, overflow: Bool) {
        let product = value.magnitude.multipliedFullWidth(by: hundredths.magnitude)
        guard product.high < 100 else { return (0, true) }
        let quotient = UInt64(100).dividingFullWidth(product).quotient
        guard quotient <= UInt64(Int64.max) else { return (0, true) }
        return ((value < 0) != (hundredths < 0) ? -Int64(quotient) : Int64(quotient), false)
    }

    @inline(__always) private func combined(
        _ a: Vector, _ b: Vector, _ count: Int, _ step: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
    ) -> Vector {
        guard let x = a.numbers, let y = b.numbers else { return Vector() }
        let out = numbers(count)
        let (stepX, stepY) = (a.count == count ? 1 : 0, b.count == count ? 1 : 0)
        var anyOverflow = false
        for i in 0..<count {
            let (value, overflow) = step(x[i &* stepX], y[i &* stepY])
            out[i] = value
            anyOverflow = anyOverflow || overflow
        }
        var valid = bothValid(a, b, count)
        if anyOverflow {
            let marks = valid ?? allOnes(count)
            for i in 0..<count where step(x[i &* stepX], y[i &* stepY]).overflow { marks[i] = 0 }
            valid = marks
        }
        return Vector(count: count, numbers: out, valid: valid)
    }

    /// A function of one number that may have no value.
    func changed(_ a: Vector, _ function: (Int64) -> Int64?) -> Vector {
        guard let x = a.numbers else { return Vector() }
        let out = numbers(a.count)
        var valid = a.valid
        for i in 0..<a.count where a.valid?[i] != 0 {
            if let value = function(x[i]) { out[i] = value; continue }
            if valid == nil || valid == a.valid {
                let marks = allOnes(a.count)
                if let before = a.valid { marks.update(from: before, count: a.count) }
                valid = marks
            }
            out[i] = 0
            valid?[i] = 0
        }
        if let before = a.valid { for i in 0..<a.count where before[i] == 0 { out[i] = 0 } }
        return Vector(count: a.count, numbers: out, valid: valid)
    }

    func among(_ a: Vector, _ others: [Vector]) -> Vector {
        guard let x = a.numbers else { return Vector() }
        let wanted = others.compactMap { $0.valid == nil ? $0.numbers?[0] : nil }
        let out = bytes(a.count)
        out.update(repeating: 0, count: a.count)
        for value in wanted { for i in 0..<a.count { out[i] |= x[i] == value ? 1 : 0 } }
        return Vector(count: a.count, truths: out, valid: a.valid)
    }
}
