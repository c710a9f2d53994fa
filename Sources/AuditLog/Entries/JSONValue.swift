/// What canonical JSON can say. No fractions and no truth values: entries have neither.
package enum JSONValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.raw("null")
        case .integer(let value): writer.integer(value)
        case .string(let text): writer.string(text)
        case .array(let values):
            writer.raw("[")
            writer.list(values) { $1.write(to: &$0) }
            writer.raw("]")
        case .object(let members):
            writer.raw("{")
            writer.list(members.sorted { JSONWriter.isBefore($0.key, $1.key) }) { writer, member in
                writer.string(member.key)
                writer.raw(":")
                member.value.write(to: &writer)
            }
            writer.raw("}")
        }
    }

    var canonical: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }

    subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    var string: String? { if case .string(let text) = self { text } else { nil } }
    var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    var array: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
    var object: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }
}
