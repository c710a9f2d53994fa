/// A value as the database stores it. Ciphertexts stay ciphertexts: a commitment never needs a key of the register.
package enum RowValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// Integers and texts as JSON has them; bytes as `{"b":"base64"}`; fractions as `{"r":"shortest text"}`, because JSON numbers are read
    /// differently by different programs. Nothing for null: see `RowLayout`.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.raw("null")
        case .integer(let value): writer.integer(value)
        case .real(let value):
            writer.raw("{\"r\":")
            writer.string(value.description)
            writer.raw("}")
        case .text(let text): writer.string(text)
        case .blob(let bytes):
            var text: [UInt8] = []
            Base64.append(bytes, to: &text)
            writer.raw("{\"b\":\"")
            writer.raw(text)
            writer.raw("\"}")
        }
    }
}
