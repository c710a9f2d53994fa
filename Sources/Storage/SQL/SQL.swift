/// An SQL text with its bound values, written as one Swift literal: `"SELECT name FROM villages WHERE code = \(code)"`.
///
/// What is interpolated is bound and never becomes text, so no input can change what a statement does; there is no initialiser that takes a
/// `String` made at run time. One text serves both databases; what differs is named in `Dialect`.
///
///     "… WHERE id = \(id)"                     a bound value
///     "… WHERE code IN \(list: codes)"         a list in brackets; an empty list matches nothing
///     "… \(sql: condition) ORDER BY …"         another SQL with its values
///     "SELECT \(name: "village_code") FROM …"  an identifier known when the program was written
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    struct Binding: Sendable {
        var value: Value
        var kind: ValueKind?
    }

    /// Text before, between and after the bound values: always one more than there are values.
    private(set) var fragments: [String]
    private(set) var bindings: [Binding]
    /// Whether the text depends on how much was bound, so that remembering its compiled form would fill the memory.
    private(set) var varies: Bool
    /// Why the text cannot be run; found when it is.
    private(set) var mistake: String?

    package init(stringLiteral value: StaticString) {
        fragments = [value.description]
        bindings = []
        varies = false
    }

    package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.sql }

    private init(empty: Void) {
        fragments = [""]
        bindings = []
        varies = false
    }

    /// No text at all: a condition that is left out.
    package static let empty = SQL(empty: ())

    package var isEmpty: Bool { bindings.isEmpty && fragments == [""] }

    /// The statement with numbered placeholders, `?1` for SQLite and `$1` for PostgreSQL, counted on from those that stand before it.
    func text(marker: Character, after count: Int = 0) -> String {
        guard !bindings.isEmpty else { return fragments[0] }
        var text = fragments[0]
        for index in 1..<fragments.count {
            text.append(marker)
            text.append(String(count + index))
            text.append(fragments[index])
        }
        return text
    }

    /// The values in the order of the placeholders.
    package var values: [Value] { bindings.map(\.value) }

    private mutating func append(text: String) { fragments[fragments.count - 1] += text }

    private mutating func append(_ value: Value, _ kind: ValueKind?) {
        bindings.append(Binding(value: value, kind: kind ?? value.kind))
        fragments.append("")
    }

    private mutating func append(_ other: SQL) {
        append(text: other.fragments[0])
        fragments += other.fragments.dropFirst()
        bindings += other.bindings
        varies = varies || other.varies
        mistake = mistake ?? other.mistake
    }

    /// A short list is filled up to a power of two with its last value, which changes no answer: so few texts differ that their compiled forms
    /// can be remembered.
    private mutating func append(list: [Binding], kind: ValueKind?) {
        guard let last = list.last else {
            append(emptyOf: kind)
            return
        }
        let isShort = list.count <= Self.longestRemembered
        varies = varies || !isShort
        append(text: "(")
        for index in 0..<(isShort ? Self.filled(list.count) : list.count) {
            if index > 0 { append(text: ", ") }
            let each = index < list.count ? list[index] : last
            append(each.value, each.kind)
        }
        append(text: ")")
    }

    private static let longestRemembered = 64

    /// The least power of two that is not below a count.
    private static func filled(_ count: Int) -> Int { count <= 1 ? count : 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount) }

    /// A bracket without rows is an error to PostgreSQL; a select without rows of the right kind is none, and `NOT IN` keeps its meaning.
    private mutating func append(emptyOf kind: ValueKind?) {
        switch kind {
        case .integer: append(text: "(SELECT CAST(NULL AS BIGINT) WHERE 1 = 0)")
        case .real: append(text: "(SELECT CAST(NULL AS DOUBLE PRECISION) WHERE 1 = 0)")
        case .text: append(text: "(SELECT CAST(NULL AS TEXT) WHERE 1 = 0)")
        case .blob, nil: mistake = "an empty list whose kind of value is not known; give a list of one type, or leave the condition out"
        }
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var sql = SQL.empty

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: StaticString) { sql.append(text: literal.description) }

        /// An existential on purpose: the compiler warns of optionals that are interpolated as themselves.
        package mutating func appendInterpolation(_ bound: any Bindable) { sql.append(bound.value, type(of: bound).kind) }

        @_disfavoredOverload
        package mutating func appendInterpolation<Bound: RawRepresentable>(_ bound: Bound) where Bound.RawValue: Bindable {
            sql.append(bound.rawValue.value, Bound.RawValue.kind)
        }

        @_disfavoredOverload
        package mutating func appendInterpolation<Bound: RawRepresentable>(_ bound: Bound?) where Bound.RawValue: Bindable {
            sql.append(bound?.rawValue.value ?? .null, Bound.RawValue.kind)
        }

        /// `($1, $2, $3)`.
        package mutating func appendInterpolation<Bound: Bindable>(list: some Sequence<Bound>) {
            sql.append(list: list.map { Binding(value: $0.value, kind: Bound.kind ?? $0.value.kind) }, kind: Bound.kind)
        }

        package mutating func appendInterpolation(list: [any Bindable]) {
            sql.append(list: list.map { Binding(value: $0.value, kind: type(of: $0).kind ?? $0.value.kind) }, kind: nil)
        }

        package mutating func appendInterpolation(sql other: SQL) { sql.append(other) }

        /// An identifier written in the program.
        package mutating func appendInterpolation(name: StaticString) { sql.append(text: name.description) }
    }
}

extension SQL {
    /// Conditions joined by AND; none at all is `TRUE`.
    package static func all(_ conditions: [SQL]) -> SQL {
        conditions.filter { !$0.isEmpty }.reduce(nil) { (whole: SQL?, each) in
            whole.map { "\(sql: $0) AND (\(sql: each))" } ?? "(\(sql: each))"
        } ?? "TRUE"
    }

    /// Parts with commas between them, such as the assignments of an UPDATE.
    package static func joined(_ parts: [SQL]) -> SQL {
        parts.reduce(nil) { (whole: SQL?, each) in whole.map { "\(sql: $0), \(sql: each)" } ?? each } ?? .empty
    }
}
