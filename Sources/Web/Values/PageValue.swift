/// What a template sees and what the API says: the one form into which every page model is turned.
///
/// Names are those of the Swift properties; `JSONText` writes them in snake_case.
package enum PageValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case list([PageValue])
    case object([Member])
    /// A dictionary: its keys are data and are written as they are.
    case map([Member])

    /// One named value of an object, in the order of its declaration.
    package struct Member: Sendable, Hashable {
        package let name: String
        package let value: PageValue

        package init(_ name: String, _ value: PageValue) {
            self.name = name
            self.value = value
        }
    }

    /// The member of that name; nil for anything that has no members. Objects are small, so a walk is faster than hashing.
    package func member(_ name: String) -> PageValue? {
        switch self {
        case .object(let members), .map(let members):
            for member in members where member.name == name { return member.value }
            return nil
        default:
            return nil
        }
    }

    /// Whether a section is shown: null, false, nought, the empty text and the empty list hide it.
    var isShown: Bool {
        switch self {
        case .null: false
        case .bool(let value): value
        case .integer(let value): value != 0
        case .number(let value): value != 0
        case .text(let value): !value.isEmpty
        case .list(let items): !items.isEmpty
        case .object: true
        case .map(let members): !members.isEmpty
        }
    }
}
