import Foundation
import Testing
import Web
import WebTestSupport

/// Serves the register's pages for looking at, when EYES names a port: `EYES=8091 swift test --filter serveTheRegister`.
@Test(.enabled(if: ProcessInfo.processInfo.environment["EYES"] != nil)) func serveTheRegister() async throws {
    let port = ProcessInfo.processInfo.environment["EYES"].flatMap { Int($0) } ?? 8091
    try await RegisterWorld.withRegister { site, _ in
        _ = try await site.get("/", as: RegisterWorld.actor())
        try await site.site.serve(host: "127.0.0.1", port: port)
    }
}
