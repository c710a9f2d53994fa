/// Whom the accepted rows of a delivery speak of, by the numbers of persons. A row of somebody outside the register is counted and nothing more.
package struct PeopleMatch: Codable, Sendable, Hashable {
    /// Rows of people in the register, and how many people these are.
    package var rows: Int64
    package var people: Int64
    package var unmatched: Int64
    /// Rows whose number is in the register under another name.
    package var otherName: Int64
    /// Township of the household → rows.
    package var places: [Int64: Int]

    package init(rows: Int64 = 0, people: Int64 = 0, unmatched: Int64 = 0, otherName: Int64 = 0, places: [Int64: Int] = [:]) {
        (self.rows, self.people, self.unmatched, self.otherName, self.places) = (rows, people, unmatched, otherName, places)
    }
}
