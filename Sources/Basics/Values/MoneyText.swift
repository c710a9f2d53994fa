extension Money {
    /// Reads yuan as departments write them: `12345.6`, `12,345.60`, `￥12,345`, `-3.5元`, full-width characters. At most two decimals;
    /// commas only between groups of three; a text that says less or more than one amount is refused with the reason.
    package init(_ text: some StringProtocol) throws(Problem) {
        // A longer text is no amount, whatever it holds; 19 digits, as many separators and blanks fit in easily.
        guard text.utf8.count <= 256 else { throw Self.notAnAmount }
        var rest = Array(NumberText.cleaned(text).unicodeScalars)[...]
        let negative = Self.takeSign(&rest)
        if rest.first == "¥" || rest.first == "\u{FFE5}" { rest.removeFirst() }
        // `￥-5` is written as often as `-￥5`.
        let signedAfter = Self.takeSign(&rest)
        if rest.last == "元" { rest.removeLast() }
        guard !rest.isEmpty, negative == nil || signedAfter == nil else { throw Self.notAnAmount }

        let point = rest.firstIndex(of: ".") ?? rest.endIndex
        let whole = try Self.wholeYuan(rest[..<point])
        let cents = try Self.cents(rest[point...].dropFirst(), pointWritten: point < rest.endIndex)
        self.fen = try Self.joined(whole, cents, negative: (negative ?? signedAfter) == true)
    }

    /// Nil if there is no sign; true for minus.
    private static func takeSign(_ rest: inout ArraySlice<Unicode.Scalar>) -> Bool? {
        guard let first = rest.first, first == "-" || first == "+" || first == "\u{2212}" else { return nil }
        rest.removeFirst()
        return first != "+"
    }

    /// The digits before the point, with commas between groups of three or none at all.
    private static func wholeYuan(_ scalars: ArraySlice<Unicode.Scalar>) throws(Problem) -> [UInt8] {
        let groups = scalars.split(separator: ",", omittingEmptySubsequences: false)
        for (index, group) in groups.enumerated() {
            let fits = groups.count == 1 ? !group.isEmpty : index == 0 ? (1...3).contains(group.count) : group.count == 3
            guard fits else { throw notAnAmount }
        }
        return try digits(groups.joined())
    }

    /// The digits behind the point as two; a written point needs at least one.
    private static func cents(_ scalars: ArraySlice<Unicode.Scalar>, pointWritten: Bool) throws(Problem) -> [UInt8] {
        let decimals = try digits(scalars)
        guard decimals.count <= 2 else { throw tooManyDecimals }
        guard !decimals.isEmpty || !pointWritten else { throw notAnAmount }
        return decimals + [UInt8](repeating: 0, count: 2 - decimals.count)
    }

    private static func digits(_ scalars: some Sequence<Unicode.Scalar>) throws(Problem) -> [UInt8] {
        var digits: [UInt8] = []
        for scalar in scalars {
            guard scalar >= "0", scalar <= "9" else { throw notAnAmount }
            digits.append(UInt8(truncatingIfNeeded: scalar.value - 0x30))
        }
        return digits
    }

    /// Digits of fen with their sign; counts away from zero, so that the most negative amount can be read as well.
    private static func joined(_ whole: [UInt8], _ cents: [UInt8], negative: Bool) throws(Problem) -> Int64 {
        var fen: Int64 = 0
        for digit in whole + cents {
            let (tens, first) = fen.multipliedReportingOverflow(by: 10)
            let (next, second) = tens.addingReportingOverflow(negative ? -Int64(digit) : Int64(digit))
            guard !first, !second else { throw overflow }
            fen = next
        }
        return fen
    }
}

extension Money {
    private static let cannotBeRead = Problem.Text(zh: "金额不能识别", en: "the amount cannot be read")

    private static var notAnAmount: Problem {
        Problem(
            "money-form", what: cannotBeRead, why: .init(zh: "不是以元为单位的金额", en: "it is not an amount in yuan"),
            remedy: .init(zh: "请写成 12345.60", en: "write it as 12345.60"))
    }

    private static var tooManyDecimals: Problem {
        Problem(
            "money-decimals", what: cannotBeRead, why: .init(zh: "小数超过两位", en: "it has more than two decimals"),
            remedy: .init(zh: "请精确到分", en: "round it to fen"))
    }

    private static var overflow: Problem {
        Problem(
            "money-overflow", what: cannotBeRead, why: .init(zh: "金额过大", en: "it is too large"),
            remedy: .init(zh: "请检查单位是否为元", en: "check that the unit is yuan"))
    }
}
