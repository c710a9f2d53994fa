/// The text of a number in a cell as a person would type it: no exponent, no `.0`, and no digits that only the binary form of the number
/// has. Whole digits are kept as they are: an ID typed as a number must not be rounded.
enum NumberText {
    /// Digits a spreadsheet shows of a number.
    private static let shown = 15
    private static let longest = 64

    /// Appends the text of the number in `raw` to `out`; what is no number is appended as it is.
    static func append(_ raw: some RandomAccessCollection<UInt8>, to out: inout [UInt8]) {
        guard raw.count > shown || raw.contains(where: { !isDigit($0) }) else {
            out.append(contentsOf: raw)
            return
        }
        guard var number = Decimal(raw), number.digits.count <= longest, abs(number.point) <= longest else {
            out.append(contentsOf: raw)
            return
        }
        number.round(to: shown)
        number.append(to: &out)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// Decimal digits with the place of the point: the value is 0.d₁d₂… × 10^point.
    private struct Decimal {
        var isNegative = false
        var digits: [UInt8] = []
        var point = 0

        init?(_ raw: some Collection<UInt8>) {
            var at = raw.startIndex
            guard at < raw.endIndex else { return nil }
            if raw[at] == UInt8(ascii: "-") || raw[at] == UInt8(ascii: "+") {
                isNegative = raw[at] == UInt8(ascii: "-")
                at = raw.index(after: at)
            }
            var seenPoint = false
            var seenDigit = false
            while at < raw.endIndex {
                let byte = raw[at]
                if isDigit(byte) {
                    seenDigit = true
                    if digits.isEmpty, byte == UInt8(ascii: "0") {
                        if seenPoint { point -= 1 }
                    } else {
                        digits.append(byte - UInt8(ascii: "0"))
                        if !seenPoint { point += 1 }
                    }
                } else if byte == UInt8(ascii: "."), !seenPoint {
                    seenPoint = true
                } else {
                    break
                }
                at = raw.index(after: at)
            }
            guard seenDigit else { return nil }
            guard at < raw.endIndex else { return }
            guard raw[at] | 0x20 == UInt8(ascii: "e"), let exponent = Int(String(decoding: raw[raw.index(after: at)...], as: UTF8.self)),
                abs(exponent) < 1000
            else { return nil }
            point += exponent
        }

        /// Rounds the digits behind the point so that no more than `count` are left in all.
        mutating func round(to count: Int) {
            let kept = max(count, point)
            guard kept >= 0, digits.count > kept else { return }
            let carries = digits[kept] >= 5
            digits.removeLast(digits.count - kept)
            guard carries else { return }
            var at = kept - 1
            while at >= 0, digits[at] == 9 {
                digits[at] = 0
                at -= 1
            }
            if at >= 0 {
                digits[at] += 1
            } else {
                digits.insert(1, at: 0)
                point += 1
            }
        }

        func append(to out: inout [UInt8]) {
            var digits = digits[...]
            while digits.count > max(point, 0), digits.last == 0 { digits.removeLast() }
            if digits.allSatisfy({ $0 == 0 }) {
                out.append(UInt8(ascii: "0"))
                return
            }
            if isNegative { out.append(UInt8(ascii: "-")) }
            if point <= 0 {
                out.append(contentsOf: "0.".utf8)
                out.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -point))
                out.append(contentsOf: digits.map { $0 + UInt8(ascii: "0") })
                return
            }
            for place in 0..<max(point, digits.count) {
                if place == point { out.append(UInt8(ascii: ".")) }
                out.append((place < digits.count ? digits[place] : 0) + UInt8(ascii: "0"))
            }
        }
    }
}
