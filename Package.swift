// swift-tools-version: 6.1
// The house. A room names its floor and what it uses; a room that would use a sibling or a higher floor stops the build.
import Foundation
import PackageDescription

var floors: [String: Int] = [:]
var targets: [Target] = []

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A module of ours with its test target at the mirror path `Tests/<name>Tests`.
@MainActor func room(
    _ name: String, floor: Int, uses: [String] = [], libraries: [Target.Dependency] = [], tested: Bool = true, testUses: [String] = [],
    hasPages: Bool = false, resources: [Resource] = []
) {
    for used in uses {
        guard let below = floors[used] else { fatalError("\(name) uses \(used), which is not declared above it") }
        guard below < floor else { fatalError("\(name) (floor \(floor)) may not use \(used) (floor \(below)): only lower floors") }
    }
    floors[name] = floor
    let dependencies = uses.map { Target.Dependency.target(name: $0) } + libraries
    targets.append(
        .target(
            name: name, dependencies: dependencies, exclude: ["README.md"],
            resources: (hasPages ? [.copy("Templates"), .copy("Strings.yaml")] : []) + resources, swiftSettings: settings))
    guard tested else { return }
    targets.append(
        .testTarget(
            name: "\(name)Tests",
            dependencies: [.target(name: name)] + dependencies + testUses.map { .target(name: $0) },
            exclude: FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/Tests/\(name)Tests/Fixtures") ? ["Fixtures"] : [],
            swiftSettings: settings))
}

/// A C library of Debian's, brought in by its header.
@MainActor func debian(_ name: String, package: String) {
    targets.append(.systemLibrary(name: name, path: "Sources/\(name)", providers: [.apt([package])]))
}

debian("CExpat", package: "libexpat1-dev")
debian("CZlib", package: "zlib1g-dev")
debian("CXlsxWriter", package: "libxlsxwriter-dev")
debian("COpenSSL", package: "libssl-dev")
debian("CLibPQ", package: "libpq-dev")
debian("CArgon2", package: "libargon2-dev")
debian("CQrencode", package: "libqrencode-dev")
for kernel in ["CBytes", "CMemory", "CSandbox"] {
    targets.append(.target(name: kernel, exclude: ["README.md"], cSettings: [.unsafeFlags(["-O3"])]))
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let grdb = [Target.Dependency.product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift")]

room("Basics", floor: 0, libraries: ["COpenSSL"])
room("Declarations", floor: 1, uses: ["Basics"], libraries: [yams])
room("Tabular", floor: 1, uses: ["Basics"], libraries: ["CBytes", "CExpat", "CZlib", "CXlsxWriter"])
room("AuditLog", floor: 1, uses: ["Basics"], libraries: ["COpenSSL"])
room("Storage", floor: 1, uses: ["Basics"], libraries: grdb + [deque, "COpenSSL", "CLibPQ"], testUses: ["TestSupport"])
targets.append(
    .target(
        name: "TestSupport", dependencies: ["Basics", "Storage"], path: "Tests/TestSupport", exclude: ["README.md"], swiftSettings: settings))
room("PolicyLanguage", floor: 2, uses: ["Basics", "Declarations"])
room("Datasets", floor: 2, uses: ["Basics", "Declarations", "Tabular"], libraries: ["CBytes", "CMemory"])
room("Actions", floor: 3, uses: ["Basics", "Storage", "AuditLog"], libraries: [logging], testUses: ["TestSupport"])
room(
    "Web", floor: 4, uses: ["Basics", "Declarations", "Storage", "Actions"], libraries: [hummingbird, logging], testUses: ["WebTestSupport"],
    hasPages: true)
targets.append(
    .target(
        name: "WebTestSupport", dependencies: ["Basics", "Storage", "Actions", "Web", "TestSupport", hummingbird, logging],
        path: "Tests/WebTestSupport", exclude: ["README.md"], swiftSettings: settings))
room("SyntheticProvince", floor: 3, uses: ["Basics", "Declarations", "Tabular", "Datasets"])
room(
    "Comparison", floor: 3, uses: ["Basics", "Declarations", "Tabular", "PolicyLanguage", "Datasets"], libraries: ["CMemory"],
    testUses: ["SyntheticProvince"])
room("Regions", floor: 5, uses: ["Basics", "Storage", "Actions"], testUses: ["TestSupport"])
room(
    "Access", floor: 6, uses: ["Basics", "Declarations", "Storage", "AuditLog", "Actions", "Web", "Regions"],
    libraries: ["COpenSSL", "CArgon2", "CQrencode", "CZlib", logging], testUses: ["TestSupport", "WebTestSupport", "Tabular"], hasPages: true,
    resources: [.copy("Acts.yaml")])
room(
    "Register", floor: 7, uses: ["Basics", "Declarations", "Storage", "AuditLog", "Actions", "Web", "Regions"],
    testUses: ["TestSupport", "WebTestSupport"], hasPages: true, resources: [.copy("Codes"), .copy("Acts.yaml"), .copy("Fields.yaml")])
room(
    "Imports", floor: 8, uses: ["Basics", "Declarations", "Tabular", "Datasets", "Storage", "Actions", "Web", "Regions", "Register"],
    libraries: ["CSandbox", "CMemory", "CZlib", logging], testUses: ["DeliveryWorkerForTests", "TestSupport", "WebTestSupport"], hasPages: true,
    resources: [.copy("Acts.yaml")])
room(
    "WorkOrders", floor: 8, uses: ["Basics", "Declarations", "Storage", "Actions", "Web", "Regions"],
    testUses: ["TestSupport", "WebTestSupport"], hasPages: true, resources: [.copy("Acts.yaml"), .copy("Holidays")])
room(
    "Policies", floor: 9,
    uses: [
        "Basics", "Declarations", "Datasets", "PolicyLanguage", "Comparison", "Storage", "Actions", "Web", "Regions", "Register", "Imports",
    ], libraries: [logging], testUses: ["DeliveryWorkerForTests", "SyntheticProvince", "TestSupport", "WebTestSupport"],
    hasPages: true, resources: [.copy("Acts.yaml")])
targets.append(
    .executableTarget(
        name: "DeliveryWorkerForTests",
        dependencies: ["Imports", "Actions", "Basics", "Datasets", "Register", "Storage", "Web", logging],
        path: "Tests/DeliveryWorkerForTests", swiftSettings: settings))
// Not for anybody's office: a made-up register of any size, and what writes it while the power is taken away.
targets.append(
    .target(
        name: "RegisterLoad", dependencies: ["Basics", "Storage", "Actions", "Regions", "Register"], path: "Tests/RegisterLoad",
        exclude: ["README.md"], swiftSettings: settings))
targets.append(
    .executableTarget(
        name: "PowerLossProbe", dependencies: ["Basics", "Storage", "AuditLog", "Actions", "Regions", "Register", "RegisterLoad"],
        path: "Tests/PowerLossProbe", swiftSettings: settings))

room(
    "Clues", floor: 10,
    uses: ["Basics", "Declarations", "Datasets", "Storage", "Actions", "Web", "Regions", "Register", "Imports", "WorkOrders", "Policies"],
    testUses: ["TestSupport", "WebTestSupport"], hasPages: true, resources: [.copy("Acts.yaml"), .copy("Codes")])

room(
    "Figures", floor: 11,
    uses: ["Basics", "Declarations", "Tabular", "Storage", "Actions", "Web", "Regions", "Register", "Policies", "Clues"],
    testUses: ["TestSupport", "WebTestSupport"], hasPages: true, resources: [.copy("Figures.yaml"), .copy("Tables.yaml")])

room(
    "Supervision", floor: 11,
    uses: [
        "Basics", "Declarations", "Tabular", "Datasets", "Storage", "Actions", "Web", "Regions", "Register", "Imports", "WorkOrders", "Policies",
        "Clues",
    ],
    testUses: ["TestSupport", "WebTestSupport"], hasPages: true, resources: [.copy("Acts.yaml")])

room(
    "Dashboards", floor: 12,
    uses: ["Basics", "Storage", "Actions", "Web", "Regions", "Register", "Imports", "Clues", "Figures"],
    testUses: ["TestSupport", "WebTestSupport", "SyntheticProvince"], hasPages: true, resources: [.copy("Acts.yaml")])

room(
    "Platform", floor: 13,
    uses: [
        "Basics", "Declarations", "Tabular", "Storage", "AuditLog", "PolicyLanguage", "Datasets", "Comparison", "SyntheticProvince", "Actions", "Web",
        "Regions", "Access", "Register", "Imports", "WorkOrders", "Policies", "Clues", "Figures", "Supervision", "Dashboards",
    ], libraries: [arguments, logging], testUses: ["TestSupport"])

targets.append(.executableTarget(name: "youshu", dependencies: ["Platform"], swiftSettings: settings))

targets.append(.executableTarget(name: "storage-speed", dependencies: ["Storage", "Basics"], path: "Benchmarks/storage", swiftSettings: settings))

/// `YOUSHU_ONLY=Tabular,Basics swift test` builds these rooms, what they rest on and their tests, and nothing else.
if let only = Context.environment["YOUSHU_ONLY"] {
    var wanted: Set<String> = []
    func want(_ name: String) {
        guard wanted.insert(name).inserted, let target = targets.first(where: { $0.name == name }) else { return }
        for case .byNameItem(let below, _) in target.dependencies { want(below) }
        for case .targetItem(let below, _) in target.dependencies { want(below) }
    }
    for name in only.split(separator: ",").map(String.init) {
        want(name)
        want("\(name)Tests")
    }
    targets.removeAll { !wanted.contains($0.name) }
}

let package = Package(
    name: "youshu",
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-collections.git", exact: "1.6.0"),
    ],
    targets: targets)
