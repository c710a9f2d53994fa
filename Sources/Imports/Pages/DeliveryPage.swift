import Actions
import Basics
import Datasets
import Web

/// One delivery: what came, what was taken, what was not and why, and what to do about it.
struct DeliveryPage: PageModel {
    static let template = "delivery"

    struct Step: Codable, Sendable, Hashable {
        var name: String
        var detail: String
        /// `done`, `now`, or nothing.
        var mark: String
    }

    struct Figure: Codable, Sendable, Hashable {
        var name: String
        var mark: String?
        var number: String
        var unit: String
        var link: String?
        var detail: String
        var isMain: Bool
    }

    struct Reason: Codable, Sendable, Hashable {
        var reason: String
        var name: String
        var rows: Int64
        var rowsText: String
        /// Of the reason with most rows, in percent, for the bar.
        var width: String
        var column: String
        var columnTitle: String
        var first: String
        var todo: String
        var link: String
    }

    struct Check: Codable, Sendable, Hashable {
        var name: String
        var measured: String
        var allowed: String
        var mark: String
        var result: String
    }

    struct Fact: Codable, Sendable, Hashable {
        var name: String
        var value: String
        var isCode: Bool
    }

    struct Related: Codable, Sendable, Hashable {
        var link: String
        var text: String
    }

    var id: Int64
    var version: Int64?
    var title: String
    var summary: String
    var state: String
    var stateMark: String
    var department: String
    var departmentLink: String
    var source: String
    var sourceLink: String
    var period: String
    var notice: String?
    var noticeMark: String
    var steps: [Step]
    var figures: [Figure]
    var reasons: [Reason]
    var reasonsNote: String
    var checks: [Check]
    var checksNote: String
    var facts: [Fact]
    var history: [Fact]
    var related: [Related]
    var rows: Int64?
    var accepted: Int64?
    var rejected: Int64?
    var matchedPeople: Int64?
    /// What the reader may do now.
    var isWorking: Bool
    var canAccept: Bool
    var canSendBack: Bool
    var canOpen: Bool
    var hasRejects: Bool
    var correctionText: String
    var originalLink: String
    var correctionLink: String
    var acceptLink: String
    var sendBackLink: String
    var form: FormState

    static let specimen = DeliveryPage(.specimen, schema: nil, actor: nil, form: FormState(for: SendBackDelivery.self), .keys)
}
