import Actions
import Storage

/// A step that a new installation takes before it is of use, as the room that it belongs to declares it. How far it is, is measured from the database.
package struct Beginning: Sendable {
    /// The order of the steps; rooms leave room between theirs.
    package let order: Int
    /// The key of what it is called; `key` + `.why` says what for and who does it.
    package let text: String
    /// Where it is done; nil where no page does it.
    package let path: String?
    /// Who can do it there.
    package let needs: Permission?
    /// How much there is within the reader's scope: nothing means that the step was not taken. Counted up to `most`, so that asking costs nothing.
    package let count: @Sendable (Reading) throws -> Int64

    /// More than this is not counted.
    package static let most = 1_000

    package init(_ order: Int, text: String, path: String? = nil, needs: Permission? = nil, count: @escaping @Sendable (Reading) throws -> Int64) {
        (self.order, self.text, self.path, self.needs, self.count) = (order, text, path, needs, count)
    }
}

/// How far each step of the beginning is.
struct Beginnings: Query {
    static let permission = Permission.startRead
    let steps: [Beginning]

    struct Step: Sendable { var step: Beginning; var count: Int64 }

    func answer(in reading: Reading) throws -> [Step] { try steps.map { Step(step: $0, count: try $0.count(reading)) } }
}
