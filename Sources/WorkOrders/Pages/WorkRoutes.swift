import Actions
import Basics
import Storage
import Web

/// The routes of the room.
struct WorkRoutes: Sendable {
    let parts: WorkOrdersParts

    var all: [Route] { [list, printed, overdue, handOverForm, order] + writing }

    private var list: Route {
        .list("/tasks", WorkPage.self, needs: .workOrderRead, summary: "route.work", inputs: WorkPage.inputs) { visit in
            try await WorkPage.read(visit, parts)
        }
    }

    /// The same list on paper, up to 200 rows of it.
    private var printed: Route {
        .form("/tasks/print", PrintedWork.self, needs: .workOrderRead, summary: "route.work.print", inputs: WorkPage.inputs) { visit in
            PrintedWork(page: try await WorkPage.read(visit, parts, limit: 200))
        }
    }

    private var overdue: Route {
        .page("/tasks/overdue", OverduePage.self, needs: .workOrderRead, summary: "route.work.overdue") { visit in
            try await OverduePage.read(visit, parts)
        }
    }

    private var order: Route {
        .page("/tasks/{order}", OrderPage.self, needs: .workOrderRead, summary: "route.work.order") { visit in
            try await OrderPage.read(visit, parts)
        }
    }

    private var handOverForm: Route {
        .form(
            "/tasks/hand-over", HandOverPage.self, needs: .workOrderDispatch, summary: "route.work.hand-over.form",
            inputs: [RouteInput("from", summary: "input.work.holder", schema: .integer(minimum: 0))]
        ) { visit in try await HandOverPage.read(visit, parts) }
    }

    private var writing: [Route] {
        [
            act("accept", AcceptOrder.self, "route.work.accept") { $0.followers = parts.followers },
            act("return", ReturnOrder.self, "route.work.return") { $0.followers = parts.followers },
            act("finish", FinishOrder.self, "route.work.finish") { $0.followers = parts.followers },
            act("deadline", MoveDeadline.self, "route.work.deadline") { $0.followers = parts.followers },
            act("remind", RemindOrder.self, "route.work.remind") { _ in },
            .act(
                "/tasks/hand-over", form: HandOverWork.self, summary: "route.work.hand-over",
                make: { _, action in
                    var action = action
                    (action.officers, action.followers) = (parts.officers, parts.followers)
                    return action
                },
                redo: { visit, form in try await HandOverPage.read(visit, parts, form: form) },
                then: { _, _ in .seeOther("/tasks").noting("work.note.handed-over") }),
            .act(
                "/tasks/batches/{batch}/undo", form: UndoDispatch.self, summary: "route.work.undo",
                make: { _, action in UndoDispatch(batch: action.batch, followers: parts.followers) },
                redo: { visit, _ in try await WorkPage.read(visit, parts) },
                then: { _, _ in .seeOther("/tasks?whose=all").noting("work.note.undone") }),
        ]
    }

    private func act<A: OrderAct>(_ path: String, _ type: A.Type, _ summary: String, _ join: @escaping @Sendable (inout A) -> Void) -> Route {
        .act(
            "/tasks/{order}/\(path)", form: type, summary: summary,
            make: { _, action in
                var action = action
                join(&action)
                return action
            },
            redo: { visit, form in try await OrderPage.read(visit, parts, form: form) },
            then: { _, visit in .seeOther("/tasks/\(try visit.id("order"))").noting("work.note.\(path)") })
    }
}

/// The list of visits as it is printed.
struct PrintedWork: PageModel {
    static let template = "work-print"
    var page: WorkPage
    static let specimen = PrintedWork(page: .specimen)
}
