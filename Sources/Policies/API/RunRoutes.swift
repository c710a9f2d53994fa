import Actions
import Basics
import Web

/// Comparison runs: asking for one, by hand or every day, and what came of it.
struct RunRoutes: Sendable {
    let parts: PoliciesParts

    var all: [Route] { [list, start, schedule, page] }

    private var list: Route {
        .list("/runs", RunsPage.self, needs: .policyRead, summary: "route.runs") { visit in try await listed(visit) }
    }

    private func listed(_ visit: Visit, start: FormState? = nil, schedule: FormState? = nil) async throws -> RunsPage {
        let limit = try visit.limit
        let found = try await visit.ask(RunList(parts: parts, after: visit.after.flatMap(Int64.init), limit: limit))
        return RunsPage(
            found, limit: limit, actor: try visit.actor,
            form: start ?? FormState(for: StartRunForm.self, values: ["as_of": visit.now.chinaDate.description]),
            schedule: schedule ?? FormState(for: ScheduleForm.self, values: found.hour.map { ["hour": String($0)] } ?? [:]), Words(visit))
    }

    private var start: Route {
        .act(
            "/runs", form: StartRunForm.self, summary: "route.start-run", needs: .policyRun, make: { _, form in StartRun(asOf: form.asOf) },
            redo: { visit, form in try await listed(visit, start: form) },
            then: { done, _ in .seeOther("/runs/\(done.outcome)").noting("run.note.started") })
    }

    private var schedule: Route {
        .act(
            "/runs/schedule", form: ScheduleForm.self, summary: "route.schedule-runs", needs: .policyRun,
            make: { _, form in ScheduleRuns(hour: form.hour) }, redo: { visit, form in try await listed(visit, schedule: form) },
            then: { _, _ in .seeOther("/runs").noting("run.note.scheduled") })
    }

    private var page: Route {
        .page("/runs/{run}", RunPage.self, needs: .policyRead, summary: "route.run") { visit in
            RunPage(try await visit.ask(FindRun(id: visit.id("run"), parts: parts)), Words(visit))
        }
    }
}
