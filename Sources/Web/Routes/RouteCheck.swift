import Actions

/// Looks over all declarations at the start: what would only be noticed by a visitor stops the program instead.
struct RouteCheck {
    let strings: StringCatalogue
    let templates: TemplateLibrary
    let permissions: Set<Permission>
    let log: StartLog

    func check(_ routes: [Route]) {
        for route in routes { check(route) }
        for code in ProblemWriter.codes {
            for part in ["title", "detail", "todo"] { require("problem.\(code).\(part)", at: "problem") }
        }
    }

    private func check(_ route: Route) {
        if !route.path.isProper { log.error("route-path", "is not written as paths are", at: route.label) }
        require(route.summary, at: route.label)
        for input in route.inputs { require(input.summary, at: route.label) }
        switch route.access {
        case .undeclared: log.error("route-access", "says neither what it needs nor that it is open", at: route.label)
        case .permission(let permission) where !permissions.contains(permission):
            log.error(
                "route-permission", "needs '\(permission)', which no room declares", at: route.label, among: permissions.map(\.name), wanted: permission.name)
        default: break
        }
        if let page = route.page { check(page, route) }
    }

    /// The template exists and every name in it exists in the page's shape.
    private func check(_ page: any PageModel.Type, _ route: Route) {
        guard let steps = templates.steps(page.template, .zh) else {
            return log.error("template-missing", "there is no template '\(page.template)'", at: route.label, among: templates.names, wanted: page.template)
        }
        do {
            let shape = try SchemaRecorder.schema(of: page)
            let frame = try SchemaRecorder.schema(of: Framed.self)
            TemplateCheck(log: log).check(steps, against: [frame, shape])
        } catch {
            log.error("page-shape", "\(page) does not tell its shape: a type in it must be Described (\(error))", at: route.label)
        }
    }

    private func require(_ key: String, at place: String) {
        guard !strings.has(key) else { return }
        log.error("string-missing", "there is no text '\(key)'", at: place, among: strings.keys, wanted: key)
    }
}
