import Basics
import Datasets

/// The column that says whose a row is: the number of a person, or of a household.
struct OwnerColumn: Sendable {
    let place: Int
    let isOfPeople: Bool

    /// Nil for a source whose rows belong to a village or to nobody.
    init?(_ schema: SourceSchema) {
        guard let key = schema.key, schema.columns.indices.contains(key) else { return nil }
        switch (schema.anchor, schema.columns[key].kind) {
        case (.person, .personID): isOfPeople = true
        case (.household, .int): isOfPeople = false
        default: return nil
        }
        place = key
    }

    /// Every row with whose it is: an ID number packed (`IdentityKey`), a household's number as it is; nil for a cell that names nobody.
    @Sendable func forEach(_ segment: Segment, _ body: (_ row: Int, _ owner: UInt64?) -> Void) {
        guard let column = segment.columns[place] else { return }
        for row in 0..<segment.count {
            var value: Int64 = 0
            NarrowNumbers.read(column.values + row * column.width, 1, width: column.width, to: &value)
            if value >= 0 {
                body(row, UInt64(value))
            } else if isOfPeople, value <= -2, value != absent {
                let index = Int(-2 - value)
                let text = column.unpackedIDs.indices.contains(index) ? column.unpackedIDs[index] : ""
                body(row, IdentityKey(normalised: ResidentID.normalise(text))?.value)
            } else {
                body(row, nil)
            }
        }
    }
}
