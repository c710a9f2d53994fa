import Basics
import Foundation
import Testing

@testable import Datasets

@Suite struct SourceFilesTests {
    private func schema(_ name: String, _ files: [String]) -> SourceSchema {
        var schema = SourceText.schema()
        schema.name = name
        schema.files = files
        return schema
    }

    private func find(_ files: [String: String], _ schemas: [SourceSchema]) throws -> SourceFiles {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("source-files-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        for (name, text) in files {
            let path = directory.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: path)
        }
        var found = try SourceFiles.find(in: directory.path, schemas: schemas)
        func short(_ path: String) -> String { String(path.dropFirst(directory.path.count + 1)) }
        found.found = found.found.map { ($0.schema, $0.paths.map(short)) }
        found.unknown = found.unknown.map(short)
        found.empty = found.empty.map(short)
        return found
    }

    @Test(arguments: [
        "vehicles.csv", "VEHICLES.CSV", "vehicles", "vehicles_2025-06 (2).csv", "vehicles-2.txt", "vehicles 3.tsv", "vehicles2025.06", "车辆信息.xlsx",
        "车辆信息（6月）.dat", "车辆信息2025年6月.xlsx", "police/车辆信息【终稿】.csv",
    ]) func theseAreDeliveriesOfTheSource(_ name: String) throws {
        let result = try find([name: "x"], [schema("vehicles", ["vehicles", "车辆信息"])])
        #expect(result.found.map(\.paths) == [[name]])
        #expect(result.unknown.isEmpty)
    }

    @Test(arguments: ["vehiclesold.csv", "车辆信息表.csv", "vehicles.pdf", "my vehicles.csv", "readme.md"])
    func theseAreNobodys(_ name: String) throws {
        let result = try find([name: "x"], [schema("vehicles", ["vehicles", "车辆信息"])])
        #expect(result.found.isEmpty)
        #expect(result.unknown == [name])
    }

    @Test func hiddenAndLockFilesAndDeepFoldersArePassedOver() throws {
        let result = try find([".vehicles.csv": "x", "~$vehicles.xlsx": "x", "a/b/vehicles.csv": "x"], [schema("vehicles", ["vehicles"])])
        #expect(result.found.isEmpty && result.unknown.isEmpty && result.empty.isEmpty)
    }

    @Test func theLongestNameWins() throws {
        let result = try find(
            ["tax_arrears_2025.csv": "x", "tax_2025.csv": "x"], [schema("tax", ["tax"]), schema("tax_arrears", ["tax_arrears"])])
        #expect(result.found.map(\.schema.name) == ["tax", "tax_arrears"])
        #expect(result.found.map(\.paths) == [["tax_2025.csv"], ["tax_arrears_2025.csv"]])
    }

    @Test func severalFilesOfASourceComeSorted() throws {
        let result = try find(["vehicles_2.csv": "x", "b/vehicles.csv": "x", "vehicles_1.csv": "x"], [schema("vehicles", ["vehicles"])])
        #expect(result.found.first?.paths == ["b/vehicles.csv", "vehicles_1.csv", "vehicles_2.csv"])
    }

    @Test func anEmptyFileIsReported() throws {
        let result = try find(["vehicles.csv": ""], [schema("vehicles", ["vehicles"])])
        #expect(result.found.isEmpty)
        #expect(result.empty == ["vehicles.csv"])
    }

    @Test func decomposedNamesAreTheSameNames() throws {
        let result = try find(["Zu\u{0308}ge.csv": "x"], [schema("vehicles", ["Z\u{FC}ge"])])
        #expect(result.found.count == 1)
    }

    @Test func aDirectoryThatIsNotThereIsAProblem() {
        #expect(throws: Problem.self) { try SourceFiles.find(in: "/nonexistent/deliveries", schemas: []) }
    }
}
