import Actions

/// Who did something, as pages name them: by name and place, whatever region they belong to.
package struct Colleague: Sendable, Hashable {
    package var name: String
    /// 石桥县 大坪乡; nil for a place no list has.
    package var place: String?

    package init(name: String, place: String?) { (self.name, self.place) = (name, place) }
}

/// Names accounts; given by the room of accounts. One that is not known is left out.
package typealias NameColleagues = @Sendable (_ accounts: Set<Int64>, _ reading: Reading) throws -> [Int64: Colleague]

/// Asks who some accounts are.
struct ColleaguesByAccount: Query {
    static let permission = Permission.householdRead
    let accounts: Set<Int64>
    let names: NameColleagues

    func answer(in reading: Reading) throws -> [Int64: Colleague] { try names(accounts, reading) }
}
