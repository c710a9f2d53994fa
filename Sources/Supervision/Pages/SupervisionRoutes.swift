import Actions
import Basics
import Clues
import Storage
import Web

/// The routes of the room.
struct SupervisionRoutes: Sendable {
    let parts: SupervisionParts

    var all: [Route] { reading + measures + urgings }

    private var reading: [Route] {
        [
            .list("/accountability", AccountabilityPage.self, needs: .measureRead, summary: "route.accountability", inputs: AccountabilityPage.inputs)
            {
                try await AccountabilityPage.read($0)
            },
            .file("/accountability/export", needs: .measureRead, summary: "route.accountability.export", inputs: MeasureExport.inputs) { visit in
                MeasureExport.file(visit)
            },
            .page("/accountability/{measure}", MeasurePage.self, needs: .measureRead, summary: "route.measure") { visit in
                try await MeasurePage.read(visit, parts)
            },
            .page("/supervision", SupervisionPage.self, needs: .supervisionRead, summary: "route.supervision") { visit in
                try await SupervisionPage.read(visit, parts)
            },
            .page("/supervision/quality", QualityPage.self, needs: .supervisionRead, summary: "route.supervision.quality") { visit in
                try await QualityPage.read(visit, parts)
            },
            .list("/supervision/unproved", UnprovedPage.self, needs: .clueRead, summary: "route.supervision.unproved", inputs: UnprovedPage.inputs) {
                try await UnprovedPage.read($0)
            },
            .page("/bulletin", BulletinPage.self, needs: .supervisionRead, summary: "route.bulletin", inputs: BulletinPage.inputs) { visit in
                try await BulletinPage.read(visit, parts)
            },
            .list("/urgings", UrgingsPage.self, needs: .urgingRead, summary: "route.urgings", inputs: UrgingsPage.inputs) { visit in
                try await UrgingsPage.read(visit, parts)
            },
            .page("/urgings/{urging}", UrgingPage.self, needs: .urgingRead, summary: "route.urging") { visit in
                try await UrgingPage.read(visit, parts)
            },
            .form("/urgings/new", UrgingFormPage.self, needs: .urgingSend, summary: "route.urging.form", inputs: UrgingFormPage.inputs) { visit in
                try await UrgingFormPage.read(visit, parts)
            },
        ]
    }

    private var measures: [Route] {
        [
            .form("/clues/{clue}/measures", MeasureFormPage.self, needs: .measureAct, summary: "route.measure.form", inputs: MeasureFormPage.inputs) {
                try await MeasureFormPage.read($0)
            },
            .act(
                "/clues/{clue}/measures", BeginMeasure.self, summary: "route.measure.begin",
                redo: { visit, form in try await MeasureFormPage.read(visit, form: form) },
                then: { done, _ in .seeOther("/accountability/\(done.outcome)").noting("measure.note.begin") }),
            act("due", CorrectDue.self), act("payments", RecordPayment.self), act("reversals", ReversePayment.self), act("answer", RecordAnswer.self),
            act("notes", NoteMeasure.self), act("deadline", MoveMeasureDeadline.self), act("end", EndMeasure.self), act("reopen", ReopenMeasure.self),
        ]
    }

    private func act<A: MeasureAct>(_ path: String, _ type: A.Type) -> Route {
        .act(
            "/accountability/{measure}/\(path)", type, summary: "route.measure.\(path)",
            redo: { visit, form in try await MeasurePage.read(visit, parts, form: form) },
            then: { _, visit in .seeOther("/accountability/\(try visit.id("measure"))").noting("measure.note.done") })
    }

    private var urgings: [Route] {
        [
            .act(
                "/urgings", form: SendUrging.self, summary: "route.urging.send",
                make: { _, action in
                    var action = action
                    action.parts = parts
                    return action
                },
                redo: { visit, form in try await UrgingFormPage.read(visit, parts, form: form) },
                then: { done, _ in .seeOther("/urgings/\(done.outcome)").noting("urging.note.send") }),
            act("reply", ReplyUrging.self), act("accept", AcceptReply.self), act("refuse", RefuseReply.self), act("withdraw", WithdrawUrging.self),
        ]
    }

    private func act<A: UrgingAct>(_ path: String, _ type: A.Type) -> Route {
        .act(
            "/urgings/{urging}/\(path)", form: type, summary: "route.urging.\(path)",
            make: { _, action in
                var action = action
                action.parts = parts
                return action
            },
            redo: { visit, form in try await UrgingPage.read(visit, parts, form: form) },
            then: { _, visit in .seeOther("/urgings/\(try visit.id("urging"))").noting("urging.note.\(path)") })
    }
}
