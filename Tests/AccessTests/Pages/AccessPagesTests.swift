import Actions
import AuditLog
import Regions
import Storage
import TestSupport
import Testing
import Web
import WebTestSupport

@testable import Access

@Suite struct AccessPagesTests {
    private static func feature(_ house: House, _ folder: String) throws -> Feature {
        let notary = try Notary(
            database: house.desk.database, path: folder + "/checkpoints", key: SigningKey.kept(at: folder + "/log.key", name: "youshu.test/log"))
        let office = AuditOffice(database: house.desk.database, notary: notary, tables: AuditedTable.access)
        let blobs = try BlobStore(folder: folder + "/blobs", vault: house.desk.vault)
        return AccessFeature.feature(gate: house.gate, office: office, lists: (blobs, .inThisProcess(blobs)))
    }

    /// The start checks routes, texts, permissions and templates; drawing shows that nothing is left unfilled.
    @Test func everyPageIsDrawnInBothLanguages() async throws {
        try await eachHouse { house in
            let folder = try TemporaryFolder()
            try await withSite([try Self.feature(house, folder.path)], migrations: Migration.regions) { site in
                let drawn = try EveryPage.draw(site)
                #expect(drawn.count >= 36)
                // What is shown once is no page of an address.
                let once = try Language.allCases.flatMap { language in
                    [try site.site.drawSpecimen(of: OneTimePage.self, language), try site.site.drawSpecimen(of: RecoveryCodesPage.self, language)]
                }
                #expect(once.allSatisfy { !$0.contains("⟦") && !$0.contains("[[") })
                for page in drawn {
                    #expect(!page.html.contains("⟦") && !page.html.contains("{{") && !page.html.contains("[["), "\(page.template) \(page.language)")
                }
            }
        }
    }

    @Test func aSecretIsNeverWrittenBackIntoAForm() async throws {
        try await eachHouse { house in
            let folder = try TemporaryFolder()
            try await withSite([try Self.feature(house, folder.path)], migrations: Migration.regions) { site in
                let answer = try await site.post("/sign-in", form: [("login", "wang.fang"), ("password", "my-own-secret")])
                #expect(answer.status == 422)
                #expect(answer.text.contains("wang.fang") && !answer.text.contains("my-own-secret"))
            }
        }
    }

    @Test func whoMayNotAdministerSeesNoAccounts() async throws {
        try await eachHouse { house in
            let folder = try TemporaryFolder()
            try await withSite([try Self.feature(house, folder.path)], migrations: Migration.regions) { site in
                let village = Actor.officer(.accountOwn, account: 4)
                for path in [
                    "/accounts", "/accounts/1", "/accounts/new", "/accounts/requests", "/accounts/batches", "/audit/entries", "/audit/evidence",
                ] {
                    let (refused, strange) = (try await site.get(path, as: village), try await site.get(path))
                    #expect(refused.status == 403, "\(path)")
                    #expect(strange.location == "/sign-in?back=" + path.replacing("/", with: "%2F"), "\(path)")
                }
                let admin = Actor.officer(.accountRead, .accountOwn, account: 5)
                for path in ["/accounts/777", "/accounts/abc"] {
                    let missing = try await site.get(path, as: admin)
                    #expect(missing.status == 404)
                }
            }
        }
    }

    @Test func onlyPathsOfThisSiteAreGoneOnTo() {
        for path in ["//evil.test", "https://evil.test", "/\\evil.test", "evil", "", "/a b", "/\u{0}"] { #expect(LocalPath.safe(path) == "/") }
        #expect(LocalPath.safe("/accounts/7?x=1") == "/accounts/7?x=1")
    }
}
