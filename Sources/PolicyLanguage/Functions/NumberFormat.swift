/// Doubles as text.
enum NumberFormat {
    /// The shortest digits that read back as the same double; with an exponent below 1e-4 and from 1e21, so that whole
    /// numbers of the usual size stay readable. `1.0` is `1`, as `string(1.0)` gives it.
    static func shortest(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        let (digits, point) = decimal(value.magnitude)
        let sign = value.sign == .minus ? "-" : ""
        if point < -3 || point > 21 {
            let rest = digits.dropFirst()
            let exponent = point - 1
            let padded = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
            return sign + digits.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e" + (exponent < 0 ? "-" : "+") + padded
        }
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if digits.count <= point { return sign + digits + String(repeating: "0", count: point - digits.count) }
        return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    }

    /// Significant digits without zeros at either end, and where the point stands before or after their first: 0.0045 is 45 and -2.
    private static func decimal(_ value: Double) -> (digits: String, point: Int) {
        var text = Substring(value.description)
        var exponent = 0
        if let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }) {
            exponent = Int(text[text.index(after: mark)...]) ?? 0
            text = text[..<mark]
        }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = parts[0]
        var digits = String(whole) + (parts.count > 1 ? parts[1] : "")
        var point = whole.count + exponent
        while digits.hasPrefix("0"), digits.count > 1 {
            digits.removeFirst()
            point -= 1
        }
        while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
        return digits == "0" ? ("0", 1) : (digits, point)
    }
}
