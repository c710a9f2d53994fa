import Basics
import Storage
import Web

/// What departments' accepted deliveries say of a household and its people, dataset by dataset, in the reader's words and masked.
///
/// The register stands below the room that keeps deliveries, so the house hands it the way to ask (`AskElsewhere`).
package struct KnownElsewhere: Codable, Sendable, Hashable {
    /// A row of a delivery: of whom it speaks, where it stands, what it says.
    package struct Row: Codable, Sendable, Hashable {
        /// Nil for a row of the whole household.
        package var person: String?
        package var line: String
        /// The few facts that matter first, in one line.
        package var text: String
        /// Everything else the row says.
        package var facts: [Fact]
        package var hasFacts: Bool

        package init(person: String?, line: String, text: String, facts: [Fact]) {
            (self.person, self.line, self.text, self.facts, hasFacts) = (person, line, text, facts, !facts.isEmpty)
        }
    }

    package struct Fact: Codable, Sendable, Hashable {
        package var name: String
        package var text: String
        /// `zh-Hans` where the department's own words stand on a page in another language.
        package var lang: String?
        package init(name: String, text: String, lang: String? = nil) { (self.name, self.text, self.lang) = (name, text, lang) }
    }

    /// A dataset whose last delivery in use has rows of these people.
    package struct Source: Codable, Sendable, Hashable {
        package var department: String
        package var title: String
        /// What time the data tells of, and when they came.
        package var data: String
        package var delivered: String
        /// The delivery's page, for readers who may see it.
        package var link: String?
        package var rows: [Row]
        /// Further rows, folded away.
        package var more: [Row]
        package var moreTitle: String?

        package init(department: String, title: String, data: String, delivered: String, link: String?, rows: [Row], more: [Row], moreTitle: String?)
        {
            (self.department, self.title, self.data, self.delivered, self.link) = (department, title, data, delivered, link)
            (self.rows, self.more, self.moreTitle) = (rows, more, moreTitle)
        }
    }

    /// A dataset that says nothing of the household.
    package struct Silent: Codable, Sendable, Hashable {
        package var department: String
        package var title: String
        /// The time its data tells of; nil when nothing was delivered.
        package var data: String?
        package init(department: String, title: String, data: String?) { (self.department, self.title, self.data) = (department, title, data) }
    }

    package var sources: [Source]
    /// They sent, and it is not there.
    package var silent: [Silent]
    /// They have not sent, so nobody knows.
    package var unknown: [Silent]

    /// Above the two lists; nil while a list is empty. The page says them.
    package var silentTitle: String?
    package var unknownTitle: String?
    package var hasSources: Bool

    package init(sources: [Source], silent: [Silent], unknown: [Silent]) {
        (self.sources, self.silent, self.unknown) = (sources, silent, unknown)
        hasSources = !sources.isEmpty
    }
}

extension KnownElsewhere {
    /// With the titles of the two lists, said of a household or of one person.
    func titled(_ words: Words, of whom: String) -> KnownElsewhere {
        var known = self
        known.silentTitle = silent.isEmpty ? nil : words.text("known.silent.\(whom)", ["count": String(silent.count)])
        known.unknownTitle = unknown.isEmpty ? nil : words.text("known.unknown", ["count": String(unknown.count)])
        return known
    }

    /// Without the name before every row, for a page of one person.
    var ofOne: KnownElsewhere {
        var known = self
        for index in known.sources.indices {
            for row in known.sources[index].rows.indices { known.sources[index].rows[row].person = nil }
            for row in known.sources[index].more.indices { known.sources[index].more[row].person = nil }
        }
        return known
    }
}

/// Of whom other rooms are asked: a household, or one person of it, whom the reader was allowed to see, as it was on a day.
package struct HouseholdInQuestion: Sendable {
    package struct Person: Sendable {
        package var name: String
        package var key: IdentityKey
        package init(name: String, key: IdentityKey) { (self.name, self.key) = (name, key) }
    }

    /// The household's number; nil when only its people are asked about.
    package var number: Int64?
    package var place: RegionCode
    package var people: [Person]
    package var day: CalendarDate
    /// Nil for everything known by now.
    package var known: Moment?

    package init(number: Int64?, place: RegionCode, people: [Person], day: CalendarDate, known: Moment? = nil) {
        (self.number, self.place, self.people, self.day, self.known) = (number, place, people, day, known)
    }
}

/// How another room is asked what it knows of a household.
package typealias AskElsewhere = @Sendable (HouseholdInQuestion, Visit) async throws -> KnownElsewhere

extension HouseholdInQuestion {
    /// Nil for a time in which nothing is known of the household.
    package init?(_ found: HouseholdFacts) {
        guard found.facts != nil, let place = found.place else { return nil }
        let people = found.members.compactMap { member in
            member.facts.text(.idNumber).flatMap { IdentityKey(normalised: ResidentID.normalise($0)) }.map {
                Person(name: member.facts.text(.name) ?? "", key: $0)
            }
        }
        self.init(number: found.thread.number, place: place, people: people, day: found.asOf.day, known: found.asOf.known)
    }

    /// One person as of a day; nil for somebody without an ID number, whom nobody could find.
    init?(_ person: Version<MemberField>, in place: RegionCode, on day: CalendarDate) {
        guard let number = person.facts.text(.idNumber), let key = IdentityKey(normalised: ResidentID.normalise(number)) else { return nil }
        self.init(number: nil, place: place, people: [Person(name: person.facts.text(.name) ?? "", key: key)], day: day)
    }
}
