import Actions
import HTTPTypes

extension Route {
    /// An action: as a form at `path`, as JSON at `/api/v1` + `path`, with the names of the path as its fields.
    ///
    /// When the form is refused, `redo` gives the page it stands on once more, with what was typed and what is wrong; when it is done, `then`
    /// says where to go. Machines get `{"data": outcome, "meta": {"version": …}}` or a problem.
    package static func act<A: Action>(
        _ path: String, _ type: A.Type, needs: Permission? = A.permission, open: Openness? = nil, summary: String, pace: Pace = .writing,
        redo: @escaping @Sendable (Visit, FormState) async throws -> any PageModel,
        then: @escaping @Sendable (Done<A.Outcome>, Visit) async throws -> Answer
    ) -> Route {
        act(path, form: type, summary: summary, needs: needs, open: open, pace: pace, make: { _, action in action }, redo: redo, then: then)
    }

    /// The same where the form is not the action itself: `make` turns what was typed into the action.
    package static func act<Form: Decodable & Sendable, A: Action>(
        _ path: String, form: Form.Type, summary: String, needs: Permission? = A.permission, open: Openness? = nil, pace: Pace = .writing,
        make: @escaping @Sendable (Visit, Form) async throws -> A,
        redo: @escaping @Sendable (Visit, FormState) async throws -> any PageModel,
        then: @escaping @Sendable (Done<A.Outcome>, Visit) async throws -> Answer
    ) -> Route {
        let outcome = try? SchemaRecorder.schema(of: A.Outcome.self)
        return submit(path, form, outcome: outcome, needs: needs, open: open, summary: summary, pace: pace, redo: redo) { visit, form in
            let done = try await visit.perform(try await make(visit, form))
            guard visit.format == .json else { return try await then(done, visit) }
            return .data(
                try PageValueEncoder.value(of: done.outcome),
                meta: [.init("version", .integer(done.leaf)), .init("repeated", .bool(done.repeated))], version: done.leaf)
        }
    }

    /// A form that is no action of somebody signed in: signing in, keeping a filter, choosing a language.
    package static func submit<Form: Decodable & Sendable>(
        _ path: String, _ form: Form.Type, outcome: Schema? = nil, needs: Permission? = nil, open: Openness? = nil, summary: String,
        json: Bool = true, pace: Pace = .writing, redo: @escaping @Sendable (Visit, FormState) async throws -> any PageModel,
        _ done: @escaping @Sendable (Visit, Form) async throws -> Answer
    ) -> Route {
        let schema = (try? SchemaRecorder.schema(of: form)) ?? .any
        return Route(
            .post, path, needs: needs, open: open, summary: summary, doors: json ? [.html, .json] : [.html],
            body: .fields(type: form, schema: schema),
            answer: outcome, pace: pace
        ) { visit, _ in
            do {
                return try await done(visit, try visit.input(form))
            } catch let refusal as Refusal where visit.format == .html {
                guard let problems = refusal.formProblems else { throw refusal }
                let state = FormState(names: FormState.names(of: form), values: visit.form, problems: problems, language: visit.language)
                return .page(try await redo(visit, state.carrying(visit.request)), status: refusal.status)
            }
        }
    }

    /// A file that comes in. It is never held in memory: `receive` gets it in pieces, after the fields that stand before it in the form.
    package static func upload(
        _ path: String, needs: Permission? = nil, open: Openness? = nil, summary: String, limit: Int, outcome: Schema? = nil,
        redo: @escaping @Sendable (Visit, [FormProblem]) async throws -> any PageModel,
        receive: @escaping @Sendable (Visit, Upload) async throws -> Answer
    ) -> Route {
        Route(
            .post, path, needs: needs, open: open, summary: summary, doors: [.html, .json], body: .file, answer: outcome, pace: .heavy,
            bodyLimit: limit
        ) { visit, incoming in
            do {
                return try await receive(visit, try incoming.upload())
            } catch let refusal as Refusal where visit.format == .html {
                guard let problems = refusal.formProblems else { throw refusal }
                return .page(try await redo(visit, problems.map { FormProblem($0, visit.language) }), status: refusal.status)
            }
        }
    }
}

extension FormState {
    /// The form keeps its client id and version when it is shown again. A stale one gets a new id, since it must be sent as a new thing.
    func carrying(_ request: ActionRequest) -> FormState {
        var state = self
        state.client = request.client ?? state.client
        state.baseVersion = request.baseVersion
        return state
    }
}
