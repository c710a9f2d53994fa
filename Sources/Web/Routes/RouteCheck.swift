import Actions

/// Looks over all declarations at the start: what would only be noticed by a visitor stops the program instead.
struct RouteCheck {
    let strings: StringCatalogue
    private(set) var templates: TemplateLibrary
    let permissions: Set<Permission>
    let log: StartLog

    init(strings: StringCatalogue, templates: TemplateLibrary, permissions: Set<Permission>, log: StartLog) {
        self.strings = strings
        self.templates = templates
        self.permissions = permissions
        self.log = log
    }

    mutating func check(_ routes: [Route]) {
        for route in routes { check(route) }
        check(ProblemDetails.self, at: "problem")
        for code in ProblemWriter.codes {
            for part in ["title", "detail", "todo"] { require("problem.\(code).\(part)", at: "problem") }
        }
    }

    private mutating func check(_ route: Route) {
        if !route.path.isProper { log.error("route-path", "is not written as paths are", at: route.label) }
        require(route.summary, at: route.label)
        for input in route.inputs { require(input.summary, at: route.label) }
        switch route.access {
        case .undeclared: log.error("route-access", "says neither what it needs nor that it is open", at: route.label)
        case .permission(let permission) where !permissions.contains(permission):
            log.error(
                "route-permission", "needs '\(permission)', which no room declares", at: route.label, among: permissions.map(\.name),
                wanted: permission.name)
        default: break
        }
        if let page = route.page { check(page, at: route.label) }
    }

    /// The template exists and every name in it exists in the page's shape.
    private mutating func check(_ page: any PageModel.Type, at place: String) {
        guard templates.steps(page.template, .zh) != nil else {
            return log.error("template-missing", "there is no template '\(page.template)'", at: place, among: templates.names, wanted: page.template)
        }
        do {
            templates.resolve(page, against: [try SchemaRecorder.schema(of: Framed.self), try SchemaRecorder.schema(of: page)], log)
        } catch {
            log.error("page-shape", "\(page) does not tell its shape: a type in it must be Described (\(error))", at: place)
        }
    }

    private func require(_ key: String, at place: String) {
        guard !strings.has(key) else { return }
        log.error("string-missing", "there is no text '\(key)'", at: place, among: strings.keys, wanted: key)
    }
}
