import Actions
import Basics
import Datasets
import Storage
import Web

/// Looking at deliveries and deciding about them; every page is JSON under `/api/v1` too.
struct DeliveryRoutes: Sendable {
    let parts: ImportsParts

    var all: [Route] {
        [departments, source, delivery, rejects, accept, sendBack, original, correction]
    }

    private var departments: Route {
        .page(
            "/departments", DepartmentsPage.self, needs: .deliveryRead, summary: "route.departments",
            inputs: [RouteInput("department", summary: "input.department")]
        ) { visit in
            let standings = try await visit.ask(SourceStandings(schemas: parts.schemas))
            let townships = try await visit.ask(Townships(count: parts.townships))
            return DepartmentsPage(
                standings, townships: townships, only: visit.query("department"), canSubmit: try visit.actor.may(.deliverySubmit), Words(visit))
        }
    }

    private var source: Route {
        .list("/departments/{department}/{dataset}", SourcePage.self, needs: .deliveryRead, summary: "route.source") { visit in
            let schema = try parts.sent("\(visit.parameter("department"))/\(visit.parameter("dataset"))", to: visit.actor)
            let lines = try await visit.ask(
                DeliveriesOfSource(source: schema.name, after: visit.after.flatMap(Int64.init), limit: visit.limit))
            return SourcePage(schema, lines, limit: try visit.limit, canSubmit: try visit.actor.may(.deliverySubmit), Words(visit))
        }
    }

    private var delivery: Route {
        .page("/deliveries/{delivery}", DeliveryPage.self, needs: .deliveryRead, summary: "route.delivery") { visit in
            try await page(visit, FormState(for: SendBackDelivery.self))
        }
    }

    private func page(_ visit: Visit, _ form: FormState) async throws -> DeliveryPage {
        let facts = try await visit.ask(FindDelivery(id: visit.id("delivery"), names: parts.accounts))
        return DeliveryPage(facts, schema: parts.schema(facts.head.folder), actor: try visit.actor, form: form, Words(visit))
    }

    private var rejects: Route {
        .list(
            "/deliveries/{delivery}/rejects", RejectsPage.self, needs: .deliveryRead, summary: "route.rejects",
            inputs: [RouteInput("reason", summary: "input.reason"), RouteInput("column", summary: "input.column")]
        ) { visit in
            let (reason, column) = (visit.query("reason"), visit.query("column"))
            let found = try await visit.ask(
                RejectsOfDelivery(
                    delivery: visit.id("delivery"), reason: reason, column: column, after: visit.after.flatMap(Int64.init), limit: visit.limit))
            return RejectsPage(
                found, schema: parts.schema(found.head.folder), reason: reason, column: column, limit: try visit.limit, Words(visit))
        }
    }

    private var accept: Route {
        .act(
            "/deliveries/{delivery}/accept", AcceptDelivery.self, summary: "route.accept-delivery",
            redo: { visit, form in try await page(visit, form) },
            then: { _, visit in .seeOther("/deliveries/\(try visit.id("delivery"))").noting("delivery.note.accepted") })
    }

    private var sendBack: Route {
        .act(
            "/deliveries/{delivery}/send-back", SendBackDelivery.self, summary: "route.send-back-delivery",
            redo: { visit, form in try await page(visit, form) },
            then: { _, visit in .seeOther("/deliveries/\(try visit.id("delivery"))").noting("delivery.note.sent-back") })
    }

    private var original: Route {
        .file(
            "/deliveries/{delivery}/original", needs: .deliveryOpen, summary: "route.original",
            inputs: [RouteInput("purpose", summary: "input.purpose")]
        ) { visit in
            let outcome = try await open(.original, visit, purpose: visit.query("purpose"))
            let reader = try parts.blobs.reader(outcome.blob)
            return FileAnswer(name: outcome.fileName, mediaType: "application/octet-stream", size: reader.length) {
                let place = Place()
                return {
                    let bytes = try reader.bytes(at: await place.next(), count: Place.piece)
                    return bytes.isEmpty ? nil : bytes
                }
            }
        }
    }

    private var correction: Route {
        .file("/deliveries/{delivery}/correction", needs: .deliveryOpen, summary: "route.delivery-correction") { visit in
            let outcome = try await open(.correction, visit, purpose: visit.text("delivery.correction.purpose"))
            let stop = visit.language == .zh ? "：" : ": "
            let remedies = Dictionary(
                uniqueKeysWithValues: RejectReason.all.map { ($0, visit.text("reject.\($0)") + stop + visit.text("reject.\($0).todo")) })
            let file = CorrectionFile(parts: parts, delivery: try visit.id("delivery"), outcome: outcome, remedies: remedies)
            return FileAnswer(name: file.name, mediaType: file.mediaType) { try file.pieces() }
        }
    }

    /// The log says who took which file away and what for, before the first byte leaves.
    private func open(_ part: OpenDeliveryFile.Part, _ visit: Visit, purpose: String?) async throws -> OpenDeliveryFile.Outcome {
        try visit.requireStepUp(back: "/deliveries/\(visit.id("delivery"))")
        var request = visit.request
        request.purpose = purpose
        let action = OpenDeliveryFile(delivery: try visit.id("delivery"), part: part)
        return try await visit.desk.perform(action, as: visit.actor, request: request).outcome
    }

    /// How far a download has come.
    private actor Place {
        static let piece = 256 << 10
        private var offset: Int64 = 0
        func next() -> Int64 {
            defer { offset += Int64(Self.piece) }
            return offset
        }
    }
}

extension ImportsParts {
    /// A source that departments send, if it is one the account may know of.
    func sent(_ name: String, to actor: Actor) throws -> SourceSchema {
        guard let schema = schema(name), schema.role == .department, actor.scope.covers(department: schema.department, dataset: schema.folder) else {
            throw Refusal.notFound
        }
        return schema
    }
}

/// How many townships there are in the region looked at.
struct Townships: Query {
    static let permission = Permission.deliveryRead
    var count: @Sendable (RegionCode, Reading) throws -> Int64?
    func answer(in reading: Reading) throws -> Int64? { try count(reading.scope.region, reading) }
}
