import Actions
import Foundation
import Storage

extension Permission {
    /// Everybody who works here has it: the page that says what to do today.
    package static let workbenchRead = Permission("workbench.read")
    /// Seeing why a part of the installation fails.
    package static let systemRead = Permission("system.read")
    /// Seeing what a new installation still lacks: those who can do something about it.
    package static let startRead = Permission("start.read")
}

extension Site {
    /// The pages of the web room itself: the workbench, the language, the specimen sheet.
    static func ownFeature(_ features: [Feature], _ configuration: SiteConfiguration, _ database: Database) -> Feature {
        let sources = features.flatMap(\.workbench) + [{ SystemHealth.work(database, in: $0, $1) }]
        let steps = features.flatMap(\.beginnings).sorted { ($0.order, $0.text) < ($1.order, $1.text) }
        var routes: [Route] = [
            .page("/", WorkbenchPage.self, needs: .workbenchRead, summary: "route.workbench") { visit in
                let items = try await visit.ask(Waiting(sources: sources, language: visit.language))
                var page = WorkbenchPage(items: items, on: visit.now.chinaDate, language: visit.language, strings: visit.site.strings)
                guard try visit.actor.may(.startRead) else { return page }
                let missing = try await visit.ask(Beginnings(steps: steps)).filter { $0.count == 0 }
                if let next = missing.first {
                    page.start = visit.text("workbench.start", ["left": String(missing.count), "next": visit.text(next.step.text)])
                }
                return page
            },
            .page("/start", StartPage.self, needs: .startRead, summary: "route.start") { visit in
                StartPage(try await visit.ask(Beginnings(steps: steps)), try visit.actor) { visit.text($0, $1) }
            },
            .page("/health", HealthPage.self, open: .everyone, summary: "route.health") { visit in
                HealthPage(try await SystemHealth.read(database), mayRead: visit.signedIn?.actor.may(.systemRead) ?? false) { visit.text($0, $1) }
            },
            .submit(
                "/language", LanguageChoice.self, open: .everyone, summary: "route.language", json: false,
                redo: { _, _ in throw RequestFault.malformed("no such language") }
            ) { _, choice in .seeOther(choice.safeBack).speaking(choice.language) },
        ]
        if configuration.showsParts {
            routes.append(.form("/parts", PartsPage.self, open: .everyone, summary: "route.parts") { visit in PartsPage(visit.language) })
        }
        return Feature(
            name: "Web", migrations: Migration.web, permissions: [.workbenchRead, .systemRead, .startRead], routes: routes,
            navigation: [
                NavigationItem(.top, text: "nav.workbench", path: "/", icon: "home", needs: .workbenchRead),
                NavigationItem(.house, text: "nav.start", path: "/start", icon: "flow", needs: .startRead),
                NavigationItem(.house, text: "nav.health", path: "/health", icon: "gear", needs: .systemRead) { _ in
                    if case .failing = database.archiving { 1 } else { 0 }
                },
            ], bundle: Bundle.module)
    }

    /// The web room's own migrations, for Platform.
    package static let migrations = Migration.web
}

/// The language for this browser, and the page to go back to.
struct LanguageChoice: Codable, Sendable {
    let language: Language
    let back: String

    /// Only a path of this site: a form of ours could be copied with an address elsewhere in it.
    var safeBack: String {
        guard back.hasPrefix("/"), !back.hasPrefix("//"), !back.contains("\\"), back.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return "/" }
        return back
    }
}
