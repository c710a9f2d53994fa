import Actions
import Basics
import Datasets
import Storage
import Web

/// Handing a file over: the form, and the upload that browsers, machines and the command line share.
struct SubmitRoutes: Sendable {
    let parts: ImportsParts

    var all: [Route] { [form, upload] }

    private var form: Route {
        .form(
            "/deliveries/new", SubmitPage.self, needs: .deliverySubmit, summary: "route.submit-form",
            inputs: [RouteInput("source", summary: "input.source")]
        ) { visit in try await page(visit, []) }
    }

    private func page(_ visit: Visit, _ problems: [FormProblem]) async throws -> SubmitPage {
        let actor = try visit.actor
        let chosen = visit.query("source").flatMap { parts.schema($0) }
        return SubmitPage(
            parts.schemas, chosen: chosen, scope: actor.scope, today: visit.now.chinaDate,
            regionName: try await visit.ask(RegionNamed(name: parts.regionName)), limit: parts.largestFile,
            client: visit.request.client ?? RandomText.uuid(),
            problems: problems, Words(visit))
    }

    /// `POST /deliveries` with the fields `source`, `period`, `region` before the file, or the same as query parameters of a plain body.
    private var upload: Route {
        .upload(
            "/deliveries", needs: .deliverySubmit, summary: "route.submit", limit: parts.largestFile,
            outcome: try? SchemaRecorder.schema(of: ReceiveDelivery.Outcome.self),
            redo: { visit, problems in try await page(visit, problems) },
            receive: { visit, upload in
                let outcome = try await receive(visit, upload)
                guard visit.format == .html else { return try Answer.data(outcome) }
                return .seeOther("/deliveries/\(outcome.delivery)").noting(outcome.isNew ? "delivery.note.received" : "delivery.note.known")
            }
        ).taking([
            RouteInput("source", summary: "input.source"), RouteInput("period", summary: "input.period"), RouteInput("place", summary: "input.place"),
        ])
    }

    private func receive(_ visit: Visit, _ upload: Upload) async throws -> ReceiveDelivery.Outcome {
        let writer = try parts.blobs.writer()
        var order: Order?
        do {
            try await upload.receive(
                begin: { upload in order = try Order(upload.fields, visit, parts) },
                take: { bytes in try writer.append(bytes) })
        } catch Refusal.notFound {
            // Reaching for another's dataset or region is told to the log, as the desk does it where it decides.
            try await visit.desk.recordDenial(of: ReceiveDelivery.name, .notFound, actor: visit.actor, request: visit.request)
            throw Refusal.notFound
        }
        guard let order else { throw Refusal.invalid("file", .fileMissing) }
        guard writer.length > 0 else { throw Refusal.invalid("file", .fileMissing) }
        let length = writer.length
        let blob = try writer.finish().name
        let action = ReceiveDelivery(
            source: order.schema.name, folder: order.schema.folder, department: order.schema.department, region: order.region.number,
            period: order.period, fileName: upload.fileName, size: length, blob: blob)
        return try await visit.perform(action).outcome
    }

    /// What stands before the file: checked before a byte of it is kept.
    private struct Order {
        var schema: SourceSchema
        var period: String
        var region: RegionCode

        init(_ fields: FormFields, _ visit: Visit, _ parts: ImportsParts) throws {
            func given(_ name: String) -> String? { (fields[name] ?? visit.query(name)).flatMap { $0.isEmpty ? nil : $0 } }
            let actor = try visit.actor
            guard let name = given("source"), parts.schema(name)?.role == .department else {
                throw Refusal.invalid("source", .sourceUnknown)
            }
            let schema = try parts.sent(name, to: actor)
            let period = given("period") ?? ""
            guard let span = DeliveryPeriod(period) else { throw Refusal.invalid("period", .periodUnknown) }
            guard span.text == "once" || span.first <= visit.now.chinaDate else { throw Refusal.invalid("period", .periodAhead) }
            self.schema = schema
            self.period = period
            region = actor.scope.region
            if let text = given("place") {
                guard let code = try? RegionCode(text), actor.scope.contains(code) else { throw Refusal.notFound }
                region = code
            }
        }
    }
}

/// The name of the region looked at.
struct RegionNamed: Query {
    static let permission = Permission.deliverySubmit
    var name: @Sendable (RegionCode, Reading) throws -> String
    func answer(in reading: Reading) throws -> String { try name(reading.scope.region, reading) }
}

extension Route {
    /// The same route with further values of the query.
    func taking(_ inputs: [RouteInput]) -> Route {
        var route = self
        route.inputs += inputs
        return route
    }
}

extension Problem {
    static let sourceUnknown = Problem(
        "source-unknown", what: .init(zh: "没有选数据", en: "the source is missing"),
        why: .init(zh: "没有这类数据，或不归你报送", en: "there is no such source, or it is not yours to send"),
        remedy: .init(zh: "请从列表里选一类", en: "choose one from the list"))
    static let periodAhead = Problem(
        "period-ahead", what: .init(zh: "数据期间不对", en: "the period cannot be used"), why: .init(zh: "这个期间还没有开始", en: "it has not begun"),
        remedy: .init(zh: "请改成数据所属的时间", en: "name the time the data tells of"))
    static let fileMissing = Problem(
        "file-missing", what: .init(zh: "没有收到文件", en: "no file came"), why: .init(zh: "文件没选，或者是空的", en: "none was chosen, or it is empty"),
        remedy: .init(zh: "请选一个 .csv、.txt 或 .xlsx 文件", en: "choose a .csv, .txt or .xlsx file"))
}
