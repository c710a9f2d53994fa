/// The texts of a workbook that cells refer to by number, in one flat buffer.
final class SharedStrings: XMLHandler {
    private(set) var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var isText = false
    private var phonetic = 0
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    var count: Int { ends.count }

    /// Where a text lies in `bytes`, or nil when there is none of that number.
    func range(_ number: Int) -> Range<Int>? {
        guard number >= 0, number < ends.count else { return nil }
        return (number == 0 ? 0 : ends[number - 1])..<ends[number]
    }

    func append(_ range: Range<Int>, to out: inout [UInt8]) { out.append(contentsOf: bytes[range]) }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "t" {
            // How a name is read aloud is not part of it.
            isText = phonetic == 0
        } else if name == "rPh" {
            phonetic += 1
        }
    }

    override func end(_ name: XMLName) {
        if name == "t" {
            isText = false
        } else if name == "rPh" {
            phonetic -= 1
        } else if name == "si" {
            let from = ends.last ?? 0
            EscapedText.resolve(&bytes, from: from)
            ends.append(bytes.count)
            if bytes.count > limit { refusal = "its texts are longer than \(limit) bytes" }
        }
    }

    override func text(_ text: UnsafeBufferPointer<UInt8>) {
        if isText { bytes.append(contentsOf: text) }
    }
}

/// Characters XML cannot hold stand in cells as `_x000D_`.
enum EscapedText {
    /// Resolves them in the last part of `bytes`.
    static func resolve(_ bytes: inout [UInt8], from start: Int) {
        let underscore = UInt8(ascii: "_")
        guard var at = bytes[start...].firstIndex(of: underscore) else { return }
        var to = at
        while at < bytes.count {
            if bytes[at] == underscore, at + 6 < bytes.count, bytes[at + 1] == UInt8(ascii: "x"), bytes[at + 6] == underscore,
                let unit = hexadecimal(bytes[at + 2..<at + 6]), unit & 0xF800 != 0xD800
            {
                withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { room in
                    guard let base = room.baseAddress else { return }
                    for place in 0..<UTF8Bytes.write(unit, to: base) {
                        bytes[to] = base[place]
                        to += 1
                    }
                }
                at += 7
            } else {
                bytes[to] = bytes[at]
                to += 1
                at += 1
            }
        }
        bytes.removeLast(bytes.count - to)
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32? {
        var value: UInt32 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(digit - UInt8(ascii: "A") + 10)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return value
    }
}
