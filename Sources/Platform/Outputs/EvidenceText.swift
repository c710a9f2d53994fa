import Basics
import PolicyLanguage

/// A printed evidence number as a person reads it: yuan, square metres, days, yes or no. Written as bytes, because a county's list holds
/// many thousands of them.
enum EvidenceText {
    /// With its unit: `53,000.00 元`, `2024-05-17`, `是`; `—` for a date that is not there.
    static func shown(_ number: Int64, as type: ValueType) -> String {
        var bytes: [UInt8] = []
        append(number, as: type, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func append(_ number: Int64, as type: ValueType, to bytes: inout [UInt8]) {
        switch type {
        case .money:
            hundredths(number, &bytes)
            bytes += yuan
        case .decimal(let sign):
            hundredths(number, &bytes)
            bytes += unit(sign)
        case .date: date(number, &bytes)
        case .bool: bytes += number == 0 ? no : yes
        // Not grouped: years and lengths of numbers are whole numbers too.
        default:
            if number < 0 { bytes.append(0x2D) }
            digits(number.magnitude, grouped: false, &bytes)
        }
    }

    private static let yuan = Array(" 元".utf8), yes = Array("是".utf8), no = Array("否".utf8), none = Array("—".utf8)
    private static let squareMetres = Array(" 平方米".utf8), mu = Array(" 亩".utf8), km = Array(" 公里".utf8), percent = Array("%".utf8)

    private static func unit(_ sign: String) -> [UInt8] {
        switch sign {
        case "m2": squareMetres
        case "mu": mu
        case "km": km
        case "%": percent
        default: []
        }
    }

    /// 20240517 as 2024-05-17; a number that is no day as it is.
    private static func date(_ number: Int64, _ bytes: inout [UInt8]) {
        guard number != 0 else {
            bytes += none
            return
        }
        guard number >= 10_101, number <= 99_991_231 else {
            bytes += Array(String(number).utf8)
            return
        }
        for (value, width) in [(number / 10_000, 4), (number / 100 % 100, 2), (number % 100, 2)] {
            if width == 2 { bytes.append(0x2D) }
            var power: Int64 = width == 4 ? 1000 : 10
            while power > 0 {
                bytes.append(0x30 + UInt8(truncatingIfNeeded: value / power % 10))
                power /= 10
            }
        }
    }

    private static func hundredths(_ number: Int64, _ bytes: inout [UInt8]) {
        let (whole, rest) = number.magnitude.quotientAndRemainder(dividingBy: 100)
        if number < 0 { bytes.append(0x2D) }
        digits(whole, grouped: true, &bytes)
        bytes.append(0x2E)
        bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / 10))
        bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
    }

    private static func digits(_ number: UInt64, grouped: Bool, _ bytes: inout [UInt8]) {
        let start = bytes.count
        var rest = number
        var place = 0
        repeat {
            if grouped, place > 0, place.isMultiple(of: 3) { bytes.append(0x2C) }
            bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
            place += 1
        } while rest > 0
        bytes[start...].reverse()
    }
}
