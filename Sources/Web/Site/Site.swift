import Actions
import Foundation
import Hummingbird
import Logging
import Storage

/// The site: the rooms' declarations joined, checked, and served.
package struct Site: Sendable {
    let parts: SiteParts
    let table: RouteTable
    /// The API's description, as served at `/api/v1/openapi.json` and committed in `Schema/`.
    package let openAPI: [UInt8]

    /// Puts the site together. Throws `StartFailure` with everything that is wrong with the declarations.
    package init(
        desk: Desk, features: [Feature], doorkeeper: any Doorkeeper, configuration: SiteConfiguration, regions: RegionNaming? = nil, log: Logger
    ) throws {
        let start = StartLog()
        let features = [Self.ownFeature(features, configuration, desk.database)] + features
        var strings = StringCatalogue()
        var folders: [(room: String, path: String)] = []
        for feature in features {
            guard let resources = feature.resources else { continue }
            strings.add(folder: resources, room: feature.name, start)
            folders.append((feature.name, "\(resources)/Templates"))
        }
        let templates = TemplateLibrary(folders: folders, strings: strings, start)
        let navigation = features.flatMap(\.navigation)
        var routes = features.flatMap(\.routes)
        openAPI = OpenAPIDocument(routes: routes, strings: strings).bytes
        routes.append(Self.description(openAPI))
        table = RouteTable(routes, start)
        let permissions = Set(features.flatMap(\.permissions))
        var check = RouteCheck(strings: strings, templates: templates, permissions: permissions, log: start)
        check.check(routes)
        for item in navigation where !strings.has(item.text) {
            start.error("string-missing", "there is no text '\(item.text)'", at: "navigation \(item.path)", among: strings.keys, wanted: item.text)
        }
        for step in features.flatMap(\.beginnings) {
            for key in [step.text, step.text + ".why"] where !strings.has(key) {
                start.error("string-missing", "there is no text '\(key)'", at: "beginning \(step.order)", among: strings.keys, wanted: key)
            }
        }
        let files = PublicFiles(folder: configuration.publicFolder, start)
        guard start.problems.isEmpty else { throw StartFailure(problems: start.problems) }
        parts = SiteParts(
            desk: desk, doorkeeper: doorkeeper, configuration: configuration, strings: strings, templates: check.templates, files: files,
            frames: FrameMaker(navigation: navigation, search: features.lazy.compactMap(\.search).first, naming: regions),
            limiter: RateLimiter(configuration.allowances), hall: EventHall(configuration.events), log: log)
    }

    private static func description(_ bytes: [UInt8]) -> Route {
        Route(.get, "/openapi.json", needs: nil, open: .everyone, summary: "route.openapi", doors: [.json]) { _, _ in
            .file(FileAnswer(name: "openapi.json", mediaType: "application/json", bytes: bytes))
        }
    }

    /// Every route with its access, for `Schema/routes.txt`: `GET /households/{household} household.read html,json`.
    package var routeLines: [String] {
        table.routes.map { route in
            let access =
                switch route.access {
                case .everyone: "everyone"
                case .signedIn: "signed-in"
                case .permission(let permission): permission.name
                case .undeclared: "?"
                }
            let doors = [Route.Door.html, .json].filter(route.doors.contains).map { $0 == .html ? "html" : "json" }.joined(separator: ",")
            return "\(route.label) \(access) \(doors)"
        }.sorted()
    }

    /// Every page model a route declares, once.
    package var pageModels: [any PageModel.Type] {
        var seen: Set<ObjectIdentifier> = []
        return table.routes.compactMap(\.page).filter { seen.insert(ObjectIdentifier($0)).inserted } + [ProblemDetails.self]
    }

    /// A page drawn from its specimen, in an empty frame: what the tests of every page look at.
    package func drawSpecimen(of page: any PageModel.Type, _ language: Language) throws -> String {
        let frame = Frame.empty(language, files: parts.files)
        let values = [try PageValueEncoder.value(of: Framed(frame: frame)), try PageValueEncoder.value(of: page.specimen)]
        guard let bytes = parts.templates.render(page, language, over: values) else { throw RequestFault.broken }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Serves until the task is told to stop; requests under way are then finished first.
    package func serve(host: String, port: Int, onRunning: @escaping @Sendable (Int?) async -> Void = { _ in }) async throws {
        var configuration = ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil)
        configuration.backlog = 512
        let application = Application(
            responder: SiteResponder(site: self),
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(60),
                    httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
            configuration: configuration,
            onServerRunning: { channel in await onRunning(channel.localAddress?.port) }, logger: parts.log)
        try await application.runService()
    }
}

/// What Hummingbird hands to each request: the connection, for the address of the caller.
struct SiteContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let address: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress
    }
}

struct SiteResponder: HTTPResponder {
    let site: Site
    func respond(to request: Request, context: SiteContext) async throws -> Response {
        await site.answer(request, from: context.address, isLive: true)
    }
}
