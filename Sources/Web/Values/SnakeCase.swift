/// `birthDate` as `birth_date`, `regionID` as `region_id`: the names of the API and of form fields.
enum SnakeCase {
    static func name(_ camel: String) -> String {
        var bytes: [UInt8] = []
        append(camel, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the name; a capital begins a new word unless it stands within a run of capitals.
    static func append(_ camel: String, to out: inout [UInt8]) {
        var camel = camel
        camel.withUTF8 { bytes in
            for (index, byte) in bytes.enumerated() {
                guard isCapital(byte) else {
                    out.append(byte)
                    continue
                }
                let afterSmall = index > 0 && !isCapital(bytes[index - 1])
                let beforeSmall = index > 0 && index + 1 < bytes.count && isSmall(bytes[index + 1])
                if afterSmall || beforeSmall { out.append(UInt8(ascii: "_")) }
                out.append(byte | 0x20)
            }
        }
    }

    private static func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
    private static func isSmall(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
}
