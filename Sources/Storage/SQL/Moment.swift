/// A point in time as the databases hold it: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// An integer sorts, compares and subtracts alike on both databases and has no time zone to get wrong.
package struct Moment: Sendable, Hashable, Comparable, Bindable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package var value: Value { .integer(milliseconds) }
    package static var kind: ValueKind? { .integer }

    package static func < (a: Moment, b: Moment) -> Bool { a.milliseconds < b.milliseconds }
}
