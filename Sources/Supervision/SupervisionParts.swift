import Actions
import Basics
import Clues
import Datasets
import Storage
import WorkOrders

/// What the room needs beside the desk: who there is to urge, what departments and datasets are called, and when they are due.
package struct SupervisionParts: Sendable {
    /// Who somebody is: name, role, and where the post is.
    package struct Post: Sendable, Hashable {
        package let name: String
        package let role: String
        package let region: RegionCode
        package init(name: String, role: String, region: RegionCode) { (self.name, self.role, self.region) = (name, role, region) }
    }

    /// The posts of accounts; given by Access.
    package typealias Posts = @Sendable (_ accounts: Set<Int64>, _ reading: Reading) throws -> [Int64: Post]

    package var work: WorkOrdersParts
    package var posts: Posts
    /// Datasets that clues rest on, by name.
    package var sources: [String: ClueSource]
    /// Sources that departments have to send.
    package var schemas: [SourceSchema]

    package init(
        work: WorkOrdersParts = WorkOrdersParts(), posts: @escaping Posts = { _, _ in [:] }, sources: [String: ClueSource] = [:],
        schemas: [SourceSchema] = []
    ) {
        (self.work, self.posts, self.sources) = (work, posts, sources)
        self.schemas = schemas.filter { $0.role == .department && $0.department != "benchmark" }
    }

    /// Departments that send anything, by folder name, with what they are called.
    var departments: [(name: String, zh: String, en: String)] {
        Dictionary(schemas.map { ($0.department, ($0.publisher.zh, $0.publisher.en)) }) { first, _ in first }
            .map { ($0.key, $0.value.0, $0.value.1) }.sorted { $0.name < $1.name }
    }

    /// Where an account's post is, whatever part of it is looked at.
    func home(of actor: Actor, _ reading: Reading) throws -> RegionCode {
        try posts([actor.account], reading)[actor.account]?.region ?? actor.scope.region
    }
}
