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
        let place = shown?.facts.region(.region) ?? thread.region
        return HouseholdFacts(
            thread: thread, asOf: view, isNow: day == nil && known == nil, began: versions.first?.validFrom, facts: shown?.facts,
            versions: versions,
            members: try VersionTable<MemberField>.select("v.household = \(id) AND \(sql: view.condition)", in: reading).headFirst,
            living: try VersionTable<LivingField>.versions(of: [id], where: view.condition, in: reading).last?.facts,
            income: try IncomeSheet.latest(of: id, as: view, in: reading),
            events: try HouseholdEvents.all(of: id, known: known, in: reading),
            looks: try HouseholdLooks.recent(of: id, in: reading),
            photos: try reading.count(
                "SELECT COUNT(*) FROM photos p WHERE p.household = \(id) AND p.recorded_ms <= \((known ?? reading.now).milliseconds)"),
            path: try RegionNames.path(to: place, on: view.day, in: reading))
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
    package let looks: [HouseholdLooks.Look]
    package let photos: Int64
    package let path: [Region]

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
