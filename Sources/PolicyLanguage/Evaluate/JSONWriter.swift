import Basics

/// Writes values as JSON: ints as numbers, doubles with a point or as `"NaN"`, `"Infinity"`, bytes in base64, times and dates as texts,
/// types by their name, money in fen and decimals in hundredths.
enum JSONWriter {
    static func text(_ value: Value) -> String {
        var out = ""
        write(value, to: &out)
        return out
    }

    private static func write(_ value: Value, to out: inout String) {
        switch value {
        case .null: out += "null"
        case .bool(let flag): out += flag ? "true" : "false"
        case .int(let number), .money(let number), .decimal(let number, _): out += String(number)
        case .uint(let number): out += String(number)
        case .double(let number): write(number, to: &out)
        case .string(let text), .type(let text): write(text, to: &out)
        case .bytes(let bytes): write(base64(bytes), to: &out)
        case .timestamp(let time): write(TimeText.timestamp(time), to: &out)
        case .duration(let span): write(TimeText.duration(span), to: &out)
        case .date(let date): write(date.description, to: &out)
        case .record: out += "{}"
        case .list(let list):
            out += "["
            for (place, element) in list.enumerated() {
                if place > 0 { out += ", " }
                write(element, to: &out)
            }
            out += "]"
        case .map(let map):
            out += "{"
            for (place, entry) in map.entries.enumerated() {
                if place > 0 { out += ", " }
                if case .string(let key) = entry.key { write(key, to: &out) } else { write(text(entry.key), to: &out) }
                out += ": "
                write(entry.value, to: &out)
            }
            out += "}"
        }
    }

    private static func write(_ number: Double, to out: inout String) {
        if number.isNaN {
            out += "\"NaN\""
        } else if number.isInfinite {
            out += number < 0 ? "\"-Infinity\"" : "\"Infinity\""
        } else {
            // Swift prints the shortest digits that read back the same, with `.0` for whole numbers.
            out += number.description
        }
    }

    private static func write(_ text: String, to out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\0"..<" ", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".unicodeScalars)

    private static func base64(_ bytes: [UInt8]) -> String {
        var text = String.UnicodeScalarView()
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : "=")
            }
        }
        return String(text)
    }
}
