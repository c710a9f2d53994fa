extension CalendarDate: CustomStringConvertible {
    /// `2025-06-30`.
    package var description: String {
        let (year, month, day) = parts
        let bytes = [
            Self.digit(year / 1000), Self.digit(year / 100), Self.digit(year / 10), Self.digit(year), 0x2D,
            Self.digit(month / 10), Self.digit(month), 0x2D, Self.digit(day / 10), Self.digit(day),
        ]
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digit(_ value: Int) -> UInt8 { 0x30 + UInt8(truncatingIfNeeded: value % 10) }

    /// Exactly `yyyy-MM-dd` with ASCII digits, and a day that exists. What departments write otherwise is module Datasets' business.
    package init?(iso text: some StringProtocol) {
        var fields = (year: 0, month: 0, day: 0)
        var index = 0
        for byte in text.utf8 {
            switch (index, byte) {
            case (4, 0x2D), (7, 0x2D): break
            case (0..<4, 0x30...0x39): fields.year = fields.year * 10 + Int(byte - 0x30)
            case (5..<7, 0x30...0x39): fields.month = fields.month * 10 + Int(byte - 0x30)
            case (8..<10, 0x30...0x39): fields.day = fields.day * 10 + Int(byte - 0x30)
            default: return nil
            }
            index += 1
        }
        guard index == 10 else { return nil }
        self.init(year: fields.year, month: fields.month, day: fields.day)
    }
}

extension CalendarDate: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = CalendarDate(iso: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date of the form yyyy-MM-dd")
        }
        self = date
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
