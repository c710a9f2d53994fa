import CMemory

/// Numbers as people write them. The fast forms are read straight from the bytes; everything else goes through text once.
enum WrittenNumbers {
    /// Hundredths of a plain `-?digits[.d[d]]`, or nil.
    @inline(__always) static func hundredths(_ p: UnsafePointer<UInt8>, _ length: Int) -> Int64? {
        var p = p
        var length = length
        var negative = false
        if length > 1 && p[0] == 0x2D {
            negative = true
            p += 1
            length -= 1
        }
        var value: Int64
        if length > 3 && p[length - 3] == 0x2E {
            let tens = p[length - 2] &- 0x30
            let units = p[length - 1] &- 0x30
            guard tens < 10, units < 10, length <= 17, let whole = Digits.number(p, length - 3) else { return nil }
            value = whole &* 100 &+ Int64(tens) &* 10 &+ Int64(units)
        } else if length > 2 && p[length - 2] == 0x2E {
            let tens = p[length - 1] &- 0x30
            guard tens < 10, length <= 17, let whole = Digits.number(p, length - 2) else { return nil }
            value = whole &* 100 &+ Int64(tens) &* 10
        } else {
            guard length <= 15, let whole = Digits.number(p, length) else { return nil }
            value = whole &* 100
        }
        return negative ? -value : value
    }

    /// A whole number that fits 64 bits, or nil.
    @inline(__always) static func whole(_ p: UnsafePointer<UInt8>, _ length: Int) -> Int64? {
        if length <= 19, p[0] == 0x2D { return Digits.number(p + 1, length - 1).map { -$0 } }
        if length <= 18 { return Digits.number(p, length) }
        guard length == 19, let head = Digits.number(p, 18) else { return nil }
        let last = p[18] &- 0x30
        guard last < 10 else { return nil }
        let (tens, over) = head.multipliedReportingOverflow(by: 10)
        let (value, over2) = tens.addingReportingOverflow(Int64(last))
        return over || over2 ? nil : value
    }

    /// A whole number as typed: `1,000`, `１２`, `3.0`, `2025年`; nil when it is none or does not fit 64 bits.
    static func whole(text: String) -> Int64? {
        var plain = plain(text)
        if plain.hasSuffix("年") { plain.removeLast() }
        if !plain.hasPrefix("+"), let value = Int64(plain) { return value }
        guard let hundredths = hundredths(text: plain, scale: 1), hundredths % 100 == 0 else { return nil }
        return hundredths / 100
    }

    /// Hundredths of an amount as typed: `1,234.5`, `￥300`, `５０元`, `1.2` in a column of 万元. Nil when it is no amount, has more
    /// decimals than hundredths can hold, or more than 16 digits.
    static func hundredths(text: String, scale: Int64) -> Int64? {
        var digits: [UInt8] = []
        var decimals = 0
        var seenPoint = false
        var negative = false
        for (i, scalar) in plain(text).unicodeScalars.enumerated() {
            switch scalar {
            case "0"..."9":
                digits.append(UInt8(scalar.value - 0x30))
                if seenPoint { decimals += 1 }
            case "." where !seenPoint: seenPoint = true
            case "-" where i == 0: negative = true
            case ",": if seenPoint { return nil }
            default: return nil
            }
        }
        guard !digits.isEmpty, digits.count <= 16 else { return nil }
        var value = digits.reduce(Int64(0)) { $0 * 10 + Int64($1) }
        let (scaled, over) = value.multipliedReportingOverflow(by: scale)
        guard !over else { return nil }
        value = scaled
        while decimals > 2 {
            guard value % 10 == 0 else { return nil }
            value /= 10
            decimals -= 1
        }
        while decimals < 2 {
            let (more, over) = value.multipliedReportingOverflow(by: 10)
            guard !over else { return nil }
            value = more
            decimals += 1
        }
        return negative ? -value : value
    }

    /// Blanks, currency signs and units off; full-width characters made narrow.
    private static func plain(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case " ", "\u{3000}", "\u{00A0}", "\t", "¥", "￥", "元", "亩", "㎡": continue
            case "\u{FF01}"..."\u{FF5E}": out.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            default: out.append(scalar)
            }
        }
        return String(out)
    }
}
