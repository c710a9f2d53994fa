import Actions
import Basics
import Storage

/// A photo of the house, a person, a document, a signature. The picture itself lies sealed among the blobs under its digest.
package struct AddPhoto: HouseholdAct {
    package static let name = "household.addPhoto"

    package enum Shows: String, Codable, Sendable, CaseIterable { case house, person, document, signature, visit, other }

    package var household: Int64
    package var person: Int64?
    /// The blob's name: 64 hexadecimal digits.
    package var blob: String
    package var shows: Shows
    package var caption: String?
    /// The day it was taken.
    package var on: CalendarDate
    package var reason: String
    package var evidence: String?

    package init(
        household: Int64, person: Int64? = nil, blob: String, shows: Shows, caption: String? = nil, on: CalendarDate, reason: String,
        evidence: String? = nil
    ) {
        self.household = household
        self.person = person
        self.blob = blob
        self.shows = shows
        self.caption = caption
        self.on = on
        self.reason = reason
        self.evidence = evidence
    }

    package func perform(in writing: Writing) throws -> Int64 {
        let change = try HouseholdChange(self, in: writing)
        guard blob.utf8.count == 64, blob.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
            throw Refusal.invalid("blob", RegisterProblems.badValue("照片的编号", "a blob's name"))
        }
        if let person { _ = try change.present(person, field: "person") }
        if let caption, caption.unicodeScalars.count > 100 { throw Refusal.invalid("caption", RegisterProblems.tooLong(100)) }
        let id = try writing.insert(
            into: .photos,
            [
                "household": household, "person": person, "blob": blob, "shows": shows.rawValue, "caption": caption, "taken_on": on,
                "account": writing.actor.account, "recorded_ms": writing.now.milliseconds,
            ])
        try change.close(ChangeRecord(.photo, self).with(person: person, after: shows.rawValue))
        return id
    }
}
