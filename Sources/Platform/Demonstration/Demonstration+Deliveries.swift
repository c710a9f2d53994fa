import Actions
import Basics
import Datasets
import Foundation
import Imports
import Storage
import Web

extension Demonstration {
    /// Hands over what the departments sent: to the province as it came, and to one county its own lines of every text file. The province's are
    /// accepted where their checks pass; the county's wait for somebody to look at them, three sources not having come at all.
    func deliver(_ console: Actor, _ path: [RegionCode], on day: CalendarDate) async throws {
        let county = path.first { $0.level == .county }
        let (found, _) = try sources()
        for (number, (schema, files)) in found.enumerated() {
            guard let frequency = DeliveryFrequency(rawValue: schema.frequency), let period = DeliveryPeriod.containing(day, frequency) else {
                continue
            }
            for file in files {
                try await hand(over: schema, file, bytes: nil, to: console.scope.region, period, console)
                guard let county, schema.department != "register", number % 17 != 5, let bytes = FileManager.default.contents(atPath: file),
                    let share = CountyShare.bytes(of: [UInt8](bytes), county: Int(county.prefix) ?? 0)
                else { continue }
                try await hand(over: schema, file, bytes: share, to: county, period, console)
            }
        }
        try await work(console)
        try await acceptWhatPasses(console)
    }

    /// The departments' sources, and what the register's own office keeps beside households and people: villages, measures, visits, projects.
    private func sources() throws -> (found: [(SourceSchema, [String])], unknown: [String]) {
        let departments = installation.schemas.filter { ($0.role == .department || $0.role == .villages) && $0.department != "benchmark" }
        let files = try SourceFiles.find(in: "\(province)/received", schemas: departments)
        return (files.found.map { ($0.schema, $0.paths) }, files.unknown)
    }

    private func hand(
        over schema: SourceSchema, _ path: String, bytes: [UInt8]?, to region: RegionCode, _ period: DeliveryPeriod, _ console: Actor
    ) async throws {
        let size: Int64
        let blob: BlobName
        if let bytes {
            (size, blob) = (Int64(bytes.count), try installation.blobs.put(bytes).name)
        } else {
            blob = try installation.blobs.put(file: path).name
            size = try installation.blobs.reader(blob).length
        }
        let action = ReceiveDelivery(
            source: schema.name, folder: schema.folder, department: schema.department, region: region.number, period: period.text,
            fileName: (path as NSString).lastPathComponent, size: size, blob: blob)
        _ = try await installation.desk.perform(action, as: console, request: .init(id: "demo-delivery"))
    }

    /// Does the jobs that were asked for, here and now.
    func work(_ console: Actor) async throws {
        let kinds = rooms.features.flatMap(\.jobs)
        let worker = JobWorker(desk: installation.desk, kinds: kinds, log: installation.log) { _ in console }
        while try await worker.workOnce() {}
    }

    private func acceptWhatPasses(_ console: Actor) async throws {
        let waiting = try await installation.desk.database.read { reader in
            try reader.rows("SELECT id FROM deliveries WHERE state = 'checked' AND region = \(console.scope.region) ORDER BY id").map {
                try $0.integer("id")
            }
        }
        for delivery in waiting {
            do {
                _ = try await installation.desk.perform(AcceptDelivery(delivery: delivery), as: console, request: .init(id: "demo-accept"))
            } catch Refusal.conflict {
                // Its checks failed; it stays where an office will find it.
                continue
            }
        }
    }
}
