import Access
import Actions
import Declarations
import Foundation
import Logging
import Storage
import TestSupport
import Testing
import Web

@testable import Platform

/// What stands in `Schema/` is what the rooms declare. `YOUSHU_WRITE_SCHEMA=1 swift test --filter SchemaTests` writes it anew, for a reviewer to see.
@Suite struct SchemaTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..").standardizedFileURL.path

    /// An installation of this test's own, with the site over it.
    private func withHouse(_ body: (Installation, Site) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let places = InstallationPlaces(
            database: .sqlite(path: folder.file("youshu.sqlite")), keys: folder.file("keys"), checkpoints: folder.file("checkpoints"),
            blobs: folder.file("blobs"), backups: nil, sources: "\(Self.root)/DataSources",
            packs: "\(Self.root)/PolicyPacks", publicFolder: "\(Self.root)/Public")
        let installation = try await Installation.open(places, migrating: true, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        do {
            let house = try RunningHouse(installation, SiteConfiguration(publicFolder: places.publicFolder))
            try await body(installation, house.site)
        } catch {
            try? await installation.close()
            throw error
        }
        try await installation.close()
    }

    private func holds(_ name: String, _ text: String) throws {
        let path = "\(Self.root)/Schema/\(name)"
        if ProcessInfo.processInfo.environment["YOUSHU_WRITE_SCHEMA"] != nil {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            return
        }
        let committed = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        #expect(committed == text, "Schema/\(name) is not what the rooms declare; write it anew and look at the difference")
    }

    @Test func theCommittedSchemaIsWhatTheRoomsDeclare() async throws {
        try await withHouse { installation, site in
            let migrator = Migrator(installation.rooms.migrations)
            try holds("sqlite.sql", migrator.dumpSchema(for: .sqlite))
            try holds("postgres.sql", migrator.dumpSchema(for: .postgres))
            try holds("openapi.json", String(decoding: site.openAPI, as: UTF8.self))
            try holds("routes.txt", site.routeLines.joined(separator: "\n") + "\n")
        }
    }

    @Test func everyPermissionIsGivenToSomeRole() async throws {
        try await withHouse { installation, _ in
            let declared = installation.rooms.features.flatMap(\.permissions) + [.workbenchRead, .systemRead, .startRead]
            let (unassigned, unknown) = RoleTable.differences(from: declared)
            #expect(unassigned.isEmpty && unknown.isEmpty, "given to nobody: \(unassigned); declared by no room: \(unknown)")
        }
    }

    /// A column is finished when the dictionary says what it means, who may see it and how long it is kept.
    @Test func everyColumnStandsInTheDictionary() async throws {
        try await withHouse { installation, _ in
            let tables = try await installation.database.read { reader in
                try reader.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name").map {
                    try $0.text("name")
                }
            }
            #expect(tables.count > 30)
            for table in tables {
                let columns = try await installation.database.read { reader in
                    try reader.rows("SELECT name FROM pragma_table_info(\(table)) ORDER BY cid").map { try $0.text("name") }
                }
                let log = DiagnosticLog()
                let path = "\(Self.root)/DataDictionary/\(table).yaml"
                guard let file = DeclarationFile.read(path: path, shownAs: path, into: log), let reader = MappingReader(file, what: "a table", log),
                    let named = reader.node("columns").flatMap({ MappingReader($0, what: "columns", log) })
                else {
                    Issue.record("DataDictionary/\(table).yaml is missing or cannot be read: \(log.inOrderOfPlace)")
                    continue
                }
                let missing = Set(columns).subtracting(["audit_leaf", "audit_index"]).subtracting(named.keys)
                let gone = Set(named.keys).subtracting(columns)
                #expect(
                    missing.isEmpty && gone.isEmpty, "\(table): not in the dictionary \(missing.sorted()), no longer in the table \(gone.sorted())")
            }
        }
    }
}
