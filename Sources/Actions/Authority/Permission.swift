/// Something an account may be allowed to do, named `noun.verb`: `household.read`, `delivery.accept`.
///
/// Rooms declare theirs in an extension and list them in their door; a route or an action whose permission no room declared fails a test.
package struct Permission: Hashable, Sendable, Codable, CustomStringConvertible {
    package let name: String
    package init(_ name: String) { self.name = name }
    package init(from decoder: any Decoder) throws { name = try decoder.singleValueContainer().decode(String.self) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }

    package var description: String { name }
}
