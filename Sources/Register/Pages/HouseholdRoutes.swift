import Actions
import Basics
import Storage
import Web

extension Route {
    /// The household's page and what is asked from it.
    static func household(_ elsewhere: AskElsewhere?, _ clues: AskClues?, _ colleagues: @escaping NameColleagues) -> [Route] {
        [page(elsewhere, clues, colleagues), person(elsewhere)]
            + ["/households/{household}/reveals/{field}", "/households/{household}/people/{person}/reveals/{field}"].flatMap { path in
                [
                    .form(path, RevealPage.self, needs: .personReveal, summary: "route.reveal.form") { visit in try await RevealPage.read(visit) },
                    reveal(path),
                ]
            }
    }

    private static func person(_ elsewhere: AskElsewhere?) -> Route {
        .page("/households/{household}/people/{person}", PersonPage.self, needs: .householdRead, summary: "route.person") { visit in
            try await PersonPage.read(visit, elsewhere)
        }
    }

    private static func page(_ elsewhere: AskElsewhere?, _ clues: AskClues?, _ colleagues: @escaping NameColleagues) -> Route {
        .page(
            "/households/{household}", HouseholdPage.self, needs: .householdRead, summary: "route.household",
            inputs: [
                RouteInput("as_of", summary: "input.as-of", schema: .text(format: "date")),
                RouteInput("known_at", summary: "input.known", schema: .text(format: "date")),
            ]
        ) { visit in try await HouseholdPage.read(visit, elsewhere, clues, colleagues) }
    }

    /// The list, the search, the export.
    static let lists: [Route] = [
        .list(
            "/households", HouseholdListPage.self, needs: .householdRead, summary: "route.households", inputs: HouseholdListPage.inputs
        ) { visit in try await HouseholdListPage.read(visit) },
        .list(
            "/monitored", HouseholdListPage.self, needs: .householdRead, summary: "route.monitored", inputs: HouseholdListPage.inputs
        ) { visit in try await HouseholdListPage.read(visit, monitored: "any") },
        .submit(
            "/households/export", ExportHouseholds.self, needs: .registerExport, summary: "route.export", pace: .heavy,
            redo: { visit, _ in try await HouseholdListPage.read(visit) }
        ) { visit, action in
            try visit.requireStepUp(back: "/households")
            _ = try await visit.perform(action)
            return .file(HouseholdExport(filter: action.filter, asOf: try await visit.moment(action.moment), visit: visit).file)
        }.givingFile(),
        .list(
            "/people/list", PeopleListPage.self, needs: .householdRead, summary: "route.people.list",
            inputs: PersonCriterion.inputs + ListMoment.inputs
        ) { visit in try await PeopleListPage.read(visit) },
        .list("/people", PeoplePage.self, needs: .householdRead, summary: "route.people", inputs: [.filter]) { visit in
            try await PeoplePage.read(visit)
        },
        .submit(
            "/people/search", PeopleSearchForm.self, needs: .householdRead, summary: "route.people.search", json: false,
            redo: { visit, _ in try await PeoplePage.read(visit) }
        ) { visit, form in
            .seeOther("/people?q=\(try await visit.keepFilter(PeopleSearch(text: form.text, after: nil)))")
        },
    ]

    /// Shows one number. The act is logged before the number is read; without script it stands on a page of its own.
    private static func reveal(_ path: String) -> Route {
        .submit(path, RevealNumber.self, outcome: Revealed.schema, needs: .personReveal, summary: "route.reveal", pace: .guarded) { visit, form in
            try await RevealPage.read(visit, form)
        } _: { visit, action in
            try visit.requireStepUp(back: "/households/\(action.household)")
            let done = try await visit.perform(action)
            let value = try await visit.ask(RevealedNumber(done.outcome))
            guard visit.format == .json else { return .page(try await RevealPage.read(visit, value: value)) }
            return try .data(Revealed(value: value))
        }
    }
}

/// What a reveal answers.
struct Revealed: Codable, Sendable {
    var value: String
    static let schema = try? SchemaRecorder.schema(of: Revealed.self)
}

extension HouseholdPage {
    static func read(
        _ visit: Visit, _ elsewhere: AskElsewhere?, _ clues: AskClues?, _ names: @escaping NameColleagues
    ) async throws -> HouseholdPage {
        let known = try visit.date("known_at").map { day in
            // Everything learned on that day counts: up to its midnight in China.
            Moment(milliseconds: Int64(day.daysSinceEpoch + 1) * 86_400_000 - 8 * 3_600_000 - 1)
        }
        let found = try await visit.ask(ShowHousehold(id: visit.id("household"), day: visit.date("as_of"), known: known))
        let lookers = Set(found.looks.prefix(looksShown).map(\.account))
        let colleagues = lookers.isEmpty ? [:] : try await visit.ask(ColleaguesByAccount(accounts: lookers, names: names))
        var page = try HouseholdPage(found, colleagues, visit)
        // What rules found is of today, whatever day is looked at.
        if found.facts != nil { page.clues = try await clues?(found.thread.id, visit) }
        if let elsewhere, let question = HouseholdInQuestion(found) { page.set(try await elsewhere(question, visit), Words(visit)) }
        return page
    }
}
