import Actions
import Basics
import Regions
import Storage

/// Everything the register knows of one household, as it was on a day and as known at a moment.
package struct ShowHousehold: Query {
    package static let permission = Permission.householdRead
    package var id: Int64
    /// Today when nil.
    package var day: CalendarDate?
    /// Everything known by now when nil.
    package var known: Moment?

    package init(id: Int64, day: CalendarDate? = nil, known: Moment? = nil) {
        self.id = id
        self.day = day
        self.known = known
    }

    package func answer(in reading: Reading) throws -> HouseholdFacts {
        let thread = try HouseholdThread.visible(id, in: reading)
        let asOf = AsOf(day: day ?? reading.today, known: known)
        let versions = try VersionTable<HouseholdField>.versions(of: [id], where: asOf.knowledge, in: reading)
        // Of a household that has ended the page shows how it was last, unless a day was asked for.
        let shown = versions.last { $0.isValid(on: asOf.day) } ?? (day == nil ? versions.last : nil)
        let view = shown.map { $0.isValid(on: asOf.day) ? asOf : AsOf(day: $0.validUntil?.adding(days: -1) ?? asOf.day, known: known) } ?? asOf
        // Of a time in which nobody knew the household it is not told where it is today.
        let place = shown?.facts.region(.region) ?? versions.first?.facts.region(.region)
        let events = try HouseholdEvents.all(of: id, known: known, in: reading)
        return HouseholdFacts(
            thread: thread, asOf: view, isNow: day == nil && known == nil, began: versions.first?.validFrom, facts: shown?.facts,
            versions: versions,
            members: try VersionTable<MemberField>.select("v.household = \(id) AND \(sql: view.condition)", in: reading).headFirst,
            living: try VersionTable<LivingField>.versions(of: [id], where: view.condition, in: reading).last?.facts,
            income: try IncomeSheet.latest(of: id, as: view, in: reading),
            events: events, places: try RegionNames.places(of: HouseholdEvents.regions(of: events), in: reading),
            looks: try HouseholdLooks.recent(of: id, in: reading),
            photos: try reading.count(
                "SELECT COUNT(*) FROM photos p WHERE p.household = \(id) AND p.recorded_ms <= \((known ?? reading.now).milliseconds)"),
            path: try place.map { try RegionNames.path(to: $0, on: view.day, in: reading) } ?? [], place: place,
            firstKnown: versions.isEmpty ? try firstKnown(reading) : nil)
    }

    /// When the register first heard of the household.
    private func firstKnown(_ reading: Reading) throws -> Moment? {
        // One row by id, of a household that was found within the scope.
        try reading.row("SELECT MIN(v.known_from_ms) AS first FROM household_versions v WHERE v.household = \(id)").map { try $0.moment("first") }
    }
}

/// The answer: what stands on the household's page.
package struct HouseholdFacts: Sendable {
    package let thread: HouseholdThread
    package let asOf: AsOf
    /// Whether the page shows today by today's knowledge; otherwise nothing can be written from it.
    package let isNow: Bool
    /// The first day of the record.
    package let began: CalendarDate?
    /// Nil when the household was not in the register on the day.
    package let facts: Facts<HouseholdField>?
    package let versions: [Version<HouseholdField>]
    package let members: [Version<MemberField>]
    package let living: Facts<LivingField>?
    package let income: IncomeSheet?
    package let events: [HouseholdEvents.Event]
    /// Names of the places that events speak of.
    package let places: [RegionCode: String]
    package let looks: [HouseholdLooks.Look]
    package let photos: Int64
    package let path: [Region]
    /// Where the household was; nil of a time in which it was not known.
    package let place: RegionCode?
    /// When the household became known; nil when it was known at the time that is asked about.
    package let firstKnown: Moment?

    package var head: Version<MemberField>? { members.first { $0.facts.text(.relation) == Relation.head } }

    /// Since when a risk is among those of the household, without a break up to the day shown.
    func since(risk: String) -> CalendarDate? {
        var since: CalendarDate?
        for version in versions where version.validFrom <= asOf.day {
            if version.facts.codes(.risks).contains(risk) {
                since = since ?? version.facts.date(.identifiedOn) ?? version.validFrom
            } else {
                since = nil
            }
        }
        return since
    }
}

extension [Version<MemberField>] {
    /// The head, then the others by the list of relations, the older first.
    var headFirst: Self {
        let order = CodeLists.shipped["relation"]?.items.map(\.code) ?? []
        func rank(_ member: Version<MemberField>) -> (Int, String, Int64) {
            (order.firstIndex(of: member.facts.text(.relation) ?? "") ?? order.count, member.facts.text(.birthDate) ?? "9", member.owner)
        }
        return sorted { rank($0) < rank($1) }
    }
}
