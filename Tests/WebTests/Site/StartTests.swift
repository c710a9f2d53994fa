import Actions
import Foundation
import TestSupport
import Testing
import Web
import WebTestSupport

/// Declarations that contradict each other stop the start, all told at once.
struct StartTests {
    private func problems(_ routes: [Route], permissions: [Permission] = [Notebook.read, Notebook.write]) async throws -> [String] {
        let folder = try TemporaryFolder()
        var feature = try Notebook.feature(folder)
        feature.routes += routes
        feature.permissions = permissions
        do {
            try await withSite([feature]) { _ in }
            return []
        } catch let failure as StartFailure {
            return failure.problems.map { "\($0.code) \($0.place)" }
        }
    }

    private func page(_ path: String, needs: Permission? = Notebook.read, open: Route.Openness? = nil, summary: String = "notes") -> Route {
        .page(path, NotePage.self, needs: needs, open: open, summary: summary) { _ in NotePage.specimen }
    }

    @Test func allWrongDeclarationsAreToldTogether() async throws {
        let found = try await problems([
            page("/notes/{note}"), page("/Bad Path"), page("/closed", needs: nil), page("/both", open: .everyone),
            page("/untold", summary: "no.such.text"),
            page("/notes/{other}/x"),
        ])
        #expect(found.contains("route-twice GET /notes/{note}"))
        #expect(found.contains("route-path GET /Bad Path"))
        #expect(found.contains("route-access GET /closed"))
        #expect(found.contains("route-access GET /both"))
        #expect(found.contains("string-missing GET /untold"))
        #expect(found.contains("route-name GET /notes/{other}/x"))
    }

    @Test func aPermissionNoRoomDeclaresStopsTheStart() async throws {
        let found = try await problems([], permissions: [Notebook.read])
        #expect(found.contains("route-permission POST /notes"))
    }

    @Test func everyPageOfThisRoomIsDrawnInBothLanguages() async throws {
        try await withNotebook { site in
            let drawn = try EveryPage.draw(site)
            #expect(drawn.count == 2 * 8)
            for page in drawn { #expect(!page.html.contains("⟦"), "\(page.template) \(page.language)") }
        }
    }
}
