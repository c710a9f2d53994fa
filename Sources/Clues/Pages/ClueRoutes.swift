import Actions
import Basics
import Storage
import Web
import WorkOrders

/// The routes of the room.
struct ClueRoutes: Sendable {
    let parts: CluesParts
    let followers = OrderFollowers(ClueWork.kinds)

    var all: [Route] { reading + bulk + one + visits }

    private var reading: [Route] {
        [
            .list("/clues", CluesPage.self, needs: .clueRead, summary: "route.clues", inputs: CluesPage.inputs) { visit in
                try await CluesPage.read(visit, parts)
            },
            .page("/clues/{clue}", CluePage.self, needs: .clueRead, summary: "route.clue") { visit in try await CluePage.read(visit, parts) },
            .page("/clues/households/{household}", HouseholdCluesPage.self, needs: .clueRead, summary: "route.clue.household") { visit in
                HouseholdCluesPage(visit: try await VisitPage.read(visit, parts))
            },
            .page("/clues/precision", PrecisionPage.self, needs: .clueFigures, summary: "route.clue.precision") { visit in
                try await PrecisionPage.read(visit, parts)
            },
            .page("/clues/progress", ProgressPage.self, needs: .clueFigures, summary: "route.clue.progress") { visit in
                try await ProgressPage.read(visit)
            },
            .page("/clues/samples", SamplesPage.self, needs: .clueDecide, summary: "route.clue.samples") { visit in try await SamplesPage.read(visit)
            },
            .file("/clues/{clue}/photos/{photo}", needs: .clueRead, summary: "route.clue.photo") { visit in
                let found = try await visit.ask(FindCluePhoto(clue: visit.id("clue"), photo: visit.id("photo")))
                let bytes = try parts.blobs.bytes(found.blob, limit: CluePhotoUpload.limit)
                return FileAnswer(
                    name: "photo-\(try visit.id("photo")).\(found.media.split(separator: "/").last ?? "jpeg")", mediaType: found.media, bytes: bytes)
            },
        ]
    }

    private var bulk: [Route] {
        [
            .act(
                "/clues/dispatch", form: DispatchClues.self, summary: "route.clue.dispatch",
                make: { _, action in
                    var action = action
                    action.officers = parts.work.officers
                    return action
                },
                redo: { visit, form in try await CluesPage.read(visit, parts, form: form) },
                then: { done, visit in
                    .seeOther("/tasks?whose=all&batch=\(done.outcome.batch)\(visit.keeping)").noting("clue.note.dispatched")
                }),
            .act(
                "/clues/close", form: CloseClues.self, summary: "route.clue.close", make: { _, action in action },
                redo: { visit, form in try await CluesPage.read(visit, parts, form: form) },
                then: { _, visit in .seeOther("/clues?state=closed\(visit.keeping)").noting("clue.note.closed") }),
            .act(
                "/clues/sample", form: DrawSample.self, summary: "route.clue.sample", make: { _, action in action },
                redo: { visit, form in try await SamplesPage.read(visit, form: form) },
                then: { _, _ in .seeOther("/clues/samples").noting("clue.note.drawn") }),
        ]
    }

    private var one: [Route] {
        [
            act("verdict", GiveVerdict.self) { $0.followers = followers },
            act("begin", BeginVerifying.self) { _ in },
            act("review", ReviewClue.self) { _ in },
            act("rectify", BeginRectifying.self) { _ in },
            act("rectified", FinishRectifying.self) { _ in },
            act("ask-department", AskDepartment.self) { $0.places = parts.sources },
            act("judge", JudgeSample.self) { _ in },
            CluePhotoUpload(parts: parts).route(
                "/clues/{clue}/photos", back: { "/clues/\(try $0.id("clue"))" }, redo: { try await CluePage.read($0, parts) }),
        ]
    }

    private func act<A: ClueAct>(_ path: String, _ type: A.Type, _ join: @escaping @Sendable (inout A) -> Void) -> Route {
        .act(
            "/clues/{clue}/\(path)", form: type, summary: "route.clue.\(path)",
            make: { _, action in
                var action = action
                join(&action)
                return action
            },
            redo: { visit, form in try await CluePage.read(visit, parts, form: form) },
            then: { _, visit in .seeOther("/clues/\(try visit.id("clue"))").noting("clue.note.\(path)") })
    }

    /// The same for a phone: by household, with forms of their own that come back to it.
    private var visits: [Route] {
        [
            .form("/visits", VisitsPage.self, needs: .clueVerify, summary: "route.visits") { visit in try await VisitsPage.read(visit, parts) },
            .form("/visits/{household}", VisitPage.self, needs: .clueVerify, summary: "route.visit") { visit in
                try await VisitPage.read(visit, parts)
            },
            .act(
                "/visits/{household}/clues/{clue}/verdict", form: GiveVerdict.self, summary: "route.clue.verdict",
                make: { _, action in
                    var action = action
                    action.followers = followers
                    return action
                },
                redo: { visit, form in try await VisitPage.read(visit, parts, form: form, of: try visit.id("clue")) },
                then: { _, visit in .seeOther("/visits/\(try visit.id("household"))").noting("clue.note.verdict") }),
            .act(
                "/visits/{household}/accept/{order}", form: AcceptOrder.self, summary: "route.visit.accept", needs: .clueVerify,
                make: { _, action in AcceptOrder(order: action.order, followers: followers) },
                redo: { visit, _ in try await VisitPage.read(visit, parts) },
                then: { _, visit in .seeOther("/visits/\(try visit.id("household"))").noting("clue.note.begin") }),
            CluePhotoUpload(parts: parts).route(
                "/visits/{household}/clues/{clue}/photos", back: { "/visits/\(try $0.id("household"))" },
                redo: { try await VisitPage.read($0, parts) }),
        ]
    }
}

extension Visit {
    /// `&region=…` while a part of the scope is looked at.
    fileprivate var keeping: String { region.map { "&region=\($0.digits)" } ?? "" }
}

/// All clues of one household, in the office's layout.
struct HouseholdCluesPage: PageModel {
    static let template = "clue-household"
    var visit: VisitPage
    static var specimen: HouseholdCluesPage { HouseholdCluesPage(visit: .specimen) }
}

/// A photo on its way in: at most 8 MB, sealed, known by its first bytes.
struct CluePhotoUpload: Sendable {
    static let limit = 8 << 20
    let parts: CluesParts

    func route(
        _ path: String, back: @escaping @Sendable (Visit) throws -> String, redo: @escaping @Sendable (Visit) async throws -> any PageModel
    ) -> Route {
        .upload(
            path, needs: .clueVerify, summary: "route.clue.photos", limit: Self.limit + (64 << 10),
            outcome: try? SchemaRecorder.schema(of: Int64.self),
            redo: { visit, _ in try await redo(visit) },
            receive: { visit, upload in
                let id = try await receive(visit, upload)
                guard visit.format == .html else { return try Answer.data(id) }
                return .seeOther(try back(visit)).noting("clue.note.photo")
            })
    }

    private func receive(_ visit: Visit, _ upload: Upload) async throws -> Int64 {
        var bytes: [UInt8] = []
        try await upload.receive { piece in
            guard bytes.count + piece.count <= Self.limit else { throw Refusal.invalid("file", ClueProblems.photoWrong) }
            bytes += piece
        }
        guard let media = CluePhotoKind.media(of: bytes) else { throw Refusal.invalid("file", ClueProblems.photoWrong) }
        // Seen before its bytes are kept: a clue of another place takes no photo.
        _ = try await visit.ask(ShowClue(id: visit.id("clue")))
        let shows = upload.fields["shows"].flatMap(AddCluePhoto.Shows.init) ?? .scene
        let action = AddCluePhoto(
            clue: try visit.id("clue"), blob: try parts.blobs.put(bytes).name, media: media, shows: shows, caption: upload.fields["caption"])
        return try await visit.perform(action).outcome
    }
}
