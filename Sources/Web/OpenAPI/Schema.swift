/// The shape of a value as the API documents it (JSON Schema 2020-12, as OpenAPI 3.1 uses it) and as templates are checked against.
package indirect enum Schema: Sendable, Hashable {
    case text(format: String? = nil, choices: [String]? = nil, pattern: String? = nil)
    case integer(minimum: Int64? = nil, maximum: Int64? = nil)
    case number
    case bool
    case list(Schema)
    /// A dictionary with texts as keys.
    case map(Schema)
    case object(ObjectSchema)
    /// A type that stands inside itself.
    case reference(String)
    case nullable(Schema)
    /// Anything: a value whose shape is its own business.
    case any
}

/// The members of an object, by their Swift names.
package struct ObjectSchema: Sendable, Hashable {
    package struct Property: Sendable, Hashable {
        package let name: String
        package let schema: Schema
        package let isRequired: Bool
    }

    /// The type's name, without its module: `HouseholdPage.Member`.
    package let name: String
    package let properties: [Property]

    package subscript(name: String) -> Property? { properties.first { $0.name == name } }
}

/// A type that stands as one value in the API and tells its shape itself, because it checks what it is given.
package protocol Described {
    static var schema: Schema { get }
    /// Any valid value, which takes the place of one that could not be read while the other fields are looked at.
    static var sample: Self { get }
}
