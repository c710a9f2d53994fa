import Actions
import Web

extension Route {
    /// A form for each kind of change, and where it is sent.
    static let changes: [Route] =
        ChangeForm.allCases.map { kind in
            .form(
                "/households/{household}/\(kind.rawValue)", ChangePage.self, needs: kind.permission, summary: "route.form",
                inputs: kind == .move ? [RouteInput("county", summary: "input.county")] : []
            ) { visit in try await ChangePage.read(kind, visit, nil) }
        } + [
            change(.birth, RecordBirth.self, "route.birth"),
            change(.death, RecordDeath.self, "route.death") { $0.relations = filled($0.relations) },
            change(.arrival, RecordMarriageIn.self, "route.arrival"),
            change(.departure, RecordDeparture.self, "route.departure") { $0.relations = filled($0.relations) },
            change(.head, ChangeHead.self, "route.head") { $0.relations = filled($0.relations) ?? [] },
            change(.move, MoveHousehold.self, "route.move"),
            change(.split, SplitHousehold.self, "route.split") {
                $0.leaving = filled($0.leaving) ?? []
                $0.relations = filled($0.relations)
            },
            change(.merge, MergeHouseholds.self, "route.merge") { $0.relations = filled($0.relations) ?? [] },
            change(.correction, CorrectFact.self, "route.correction"),
            change(.income, RecordIncomeSheet.self, "route.income"),
            change(.status, ChangeStatus.self, "route.status"),
            change(.monitoring, MonitorHousehold.self, "route.monitoring"),
            change(.riskRemoval, RemoveRisk.self, "route.risk-removal"),
        ]

    /// A form sends every row; one where nothing was chosen has a dash and says nothing.
    private static func filled(_ rows: [NewRelation]?) -> [NewRelation]? { rows?.filter { $0.relation != "-" } }

    private static func change<A: HouseholdAct>(
        _ kind: ChangeForm, _ type: A.Type, _ summary: String, _ tidy: @escaping @Sendable (inout A) -> Void = { _ in }
    ) -> Route {
        .act(
            "/households/{household}/\(kind.rawValue)", form: type, summary: summary,
            make: { _, action in
                var action = action
                tidy(&action)
                return action
            },
            redo: { visit, form in try await ChangePage.read(kind, visit, form) },
            then: { _, visit in .seeOther("/households/\(try visit.id("household"))").noting("form.done") })
    }
}
