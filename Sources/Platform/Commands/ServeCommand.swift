import Access
import ArgumentParser
import Foundation
import Logging
import Web

/// `youshu serve`.
struct ServeCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves the platform to browsers and programs. 启动平台。",
        discussion: """
            Opens the installation, brings its tables up to date, and answers until it is told to stop (Ctrl-C, or SIGTERM): requests and jobs \
            under way are finished first. It listens on this machine only, unless it stands behind a proxy that speaks TLS.

            EXAMPLES
              youshu serve --data /srv/youshu
              youshu serve --data /srv/youshu --database postgres:///youshu --listen 0.0.0.0:8080 --behind-proxy 1
            """)

    @OptionGroup var installation: InstallationOptions
    @Option(help: ArgumentHelp("Address and port to listen on; port 0 takes a free one.", valueName: "host:port"))
    var listen = "127.0.0.1:8080"
    @Option(help: ArgumentHelp("How many proxies of yours stand before it; they must speak TLS to the world.", valueName: "n"))
    var behindProxy = 0
    @Option(help: ArgumentHelp("Who must have a second factor: everybody, county-and-above or nobody.", valueName: "whom"))
    var secondFactor = SecondFactorChoice.countyAndAbove
    @Option(help: ArgumentHelp("Jobs done beside each other.", valueName: "n"))
    var workers = 2
    @Flag(help: "Show the specimen sheet of all parts at /parts.")
    var parts = false
    @Flag(help: "No limit on how often one account or address may come; for measuring only.")
    var unlimited = false

    private var address: (host: String, port: Int)? {
        guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]), (0...65_535).contains(port) else {
            return nil
        }
        return (String(listen[..<colon]), port)
    }

    mutating func validate() throws {
        guard let address else { throw ValidationError("--listen has the form 127.0.0.1:8080, not '\(listen)'") }
        let isLocal = ["127.0.0.1", "localhost", "[::1]", "::1"].contains(address.host)
        guard isLocal || behindProxy > 0 else {
            throw ValidationError("--listen \(address.host) would serve personal data without TLS; set a proxy before it and say --behind-proxy 1")
        }
        guard (0...4).contains(behindProxy), (1...64).contains(workers) else { throw ValidationError("--behind-proxy is 0 to 4, --workers 1 to 64") }
    }

    mutating func run(on console: Console) async throws -> ExitStatus {
        guard let address else { return .refused }
        var log = Logger(label: "youshu")
        log.logLevel = .info
        let places = try installation.places()
        var access = AccessSettings()
        access.secondFactor = secondFactor.rule
        let opened = try await Installation.open(places, migrating: true, access: access, log: log)
        var configuration = SiteConfiguration(
            publicFolder: places.publicFolder, isSecure: behindProxy > 0, trustedProxies: behindProxy, showsParts: parts)
        if unlimited { configuration.allowances = [:] }
        let house: RunningHouse
        do {
            house = try RunningHouse(opened, configuration, workers: workers)
        } catch {
            try await opened.close()
            throw error
        }
        try await house.serve(host: address.host, port: address.port) { port in
            console.write("serving 已启动: http://\(address.host):\(port ?? address.port)/\n")
        }
        try await opened.close()
        return .fine
    }
}

/// Whom the door asks for a code from an authenticator beside the password.
enum SecondFactorChoice: String, ExpressibleByArgument, CaseIterable {
    case everybody
    case countyAndAbove = "county-and-above"
    /// For demonstrations.
    case nobody

    var rule: SecondFactorRule {
        switch self {
        case .everybody: .everybody
        case .countyAndAbove: .countyAndAbove
        case .nobody: .nobody
        }
    }
}
