import Register
import Storage

/// The columns of `DataSources/register/persons` in a SELECT over `m` (members now), `v` (their household's version now) and `h` (households). The
/// inverse of `MemberColumn`. A person's number is the register's own: what a form has registered has no other.
enum MemberHoldings {
    /// The member's row is the first thing selected, for what is sealed in it.
    static let rowID = 0

    static func holding(_ column: String) -> Holding {
        switch column {
        case "person_id": return .held(HeldColumn("m.person", .number))
        case "household_id": return .held(HeldColumn("h.number", .number))
        default: break
        }
        guard let field = MemberField.named(column), field.declaration.correctable else { return .lacking("the register keeps no such column") }
        return .held(HeldColumn(field, alias: "m", row: rowID))
    }
}
