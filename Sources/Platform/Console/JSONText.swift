import Foundation

/// JSON as our commands print it: readable, keys in snake case and in order, the same bytes for the same value.
enum JSONText {
    static func of(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Names only: the keys of a dictionary (columns, counties) stay as they are.
        encoder.keyEncodingStrategy = .convertToSnakeCase
        // Only a number that is not finite cannot be encoded; none of our values holds one.
        guard let data = try? encoder.encode(value) else { return "null\n" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
