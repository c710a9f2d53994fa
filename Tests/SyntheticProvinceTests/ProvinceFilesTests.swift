import Basics
import Datasets
import Foundation
import Testing

@testable import SyntheticProvince

@Suite struct ProvinceFilesTests {
    @Test func theSameSeedGivesTheSameBytes() async throws {
        func bytes(_ seed: UInt64) async throws -> [String: Data] {
            try await Sample.written(Sample.province(seed: seed, people: 600)) { directory, _ in
                let names = try FileManager.default.subpathsOfDirectory(atPath: directory)
                return try names.reduce(into: [:]) { all, name in
                    let url = URL(fileURLWithPath: "\(directory)/\(name)")
                    if (try url.resourceValues(forKeys: [.isRegularFileKey])).isRegularFile == true { all[name] = try Data(contentsOf: url) }
                }
            }
        }
        let (first, again, other) = (try await bytes(3), try await bytes(3), try await bytes(4))
        #expect(first == again)
        #expect(first != other)
        #expect(first.count > Sample.schemas.count)
    }

    @Test func everyFileIsFoundAndEveryHeaderUnderstood() async throws {
        try await Sample.written(Sample.province()) { directory, _ in
            let files = try SourceFiles.find(in: "\(directory)/received", schemas: Sample.schemas)
            #expect(files.unknown.isEmpty && files.empty.isEmpty)
            #expect(Set(files.found.map(\.schema.name)) == Set(Sample.schemas.map(\.name)))
        }
        for plan in Sample.province().maker().plans {
            let map = HeaderMap.match(schema: plan.sheet.schema, header: plan.headers)
            #expect(map.isUsable && map.unknown.isEmpty, "\(plan.path): \(plan.headers)")
            #expect(map.places.compactMap(\.self).count == plan.order.count)
        }
    }

    @Test func aboutHalfTheBytesAreInGB18030() async throws {
        try await Sample.written(Sample.province()) { directory, summary in
            let lines = try String(contentsOfFile: "\(directory)/truth/files.csv", encoding: .utf8).split(separator: "\n").dropFirst()
            let chinese = lines.filter { $0.contains("GB18030") }.compactMap { Int($0.split(separator: ",")[$0.contains("GB18030, tabs") ? 4 : 3]) }
            let share = Double(chinese.reduce(0, +)) / Double(summary.bytes)
            #expect((0.35...0.65).contains(share), "\(share)")
        }
    }

    @Test func rowsInTheFilesAreTheRowsOnRecord() async throws {
        try await Sample.written(Sample.province()) { directory, summary in
            let text = try String(contentsOfFile: "\(directory)/truth/files.csv", encoding: .utf8)
            var rows = 0
            for line in text.split(separator: "\n").dropFirst() where line.contains(",\"UTF-8") {
                let fields = line.replacing("UTF-8, semicolons", with: "UTF-8").split(separator: ",").map(String.init)
                let data = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/received/\(fields[1])"))
                let lines = data.count { $0 == 0x0A }
                let plan = Sample.province().maker().plans.first { $0.path == fields[1] }
                #expect(lines == (Int(fields[4]) ?? -1) + 1 + (plan?.titleLines.count ?? 0), "\(fields[1])")
                #expect(Int(fields[4]) == (Int(fields[5]) ?? 0) + (Int(fields[6]) ?? 0))
                rows += lines
            }
            #expect(rows > 5000)
            #expect(summary.rows > rows)
        }
    }

    @Test func theDescriptionSaysWhoseLawEachCountyLivesUnder() async throws {
        try await Sample.written(Sample.province()) { directory, _ in
            let text = try String(contentsOfFile: "\(directory)/province.yaml", encoding: .utf8)
            #expect(text.contains("as_of: 2025-06-30"))
            for area in ["130100", "130727"] { #expect(text.contains("stands_for: \"\(area)\"")) }
        }
    }

    @Test func everyPlaceStandsInTheListBelowTheOneItLiesIn() async throws {
        try await Sample.written(Sample.province()) { directory, summary in
            let lines = try String(contentsOfFile: "\(directory)/regions.csv", encoding: .utf8).split(separator: "\n").dropFirst()
            let codes = try lines.map { try RegionCode($0.prefix { $0 != "," }) }
            #expect(Set(codes).count == codes.count)
            #expect(codes.filter { $0.level == .village }.count == summary.villages)
            for code in codes { #expect(code.parent.map(codes.contains) ?? true, "\(code)") }
        }
    }

    @Test func aProvinceOfSizeAskedForIsMadeInTheTimeAllowed() async throws {
        guard let people = ProcessInfo.processInfo.environment["YOUSHU_PROVINCE_PEOPLE"].flatMap(Int.init) else { return }
        let start = ContinuousClock.now
        try await Sample.written(SyntheticProvince(seed: 1, people: people, schemas: Sample.schemas)) { directory, summary in
            print("\(summary) in \(ContinuousClock.now - start)")
            print(try String(contentsOfFile: "\(directory)/truth/files.csv", encoding: .utf8))
        }
    }
}
