import Declarations
import Foundation
import PolicyLanguage

/// Packs written into a folder of their own, which goes when the test does.
final class SamplePack {
    let root = FileManager.default.temporaryDirectory.appending(path: "packs-\(UUID().uuidString)").path

    init(_ files: [String: String]) throws {
        for (name, text) in files { try write(name, text) }
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func write(_ name: String, _ text: String) throws {
        let path = "\(root)/\(name)"
        try FileManager.default.createDirectory(atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(root)/\(name)") }

    func load(only ids: [String]? = nil) -> (packs: [PolicyPack], codes: [String]) {
        let (packs, diagnostics) = PackLoader(root: root) { _ in SampleVocabulary.vocabulary }.load(only: ids)
        return (packs, diagnostics.map(\.code))
    }

    func check() -> PolicyCheckReport { PolicyCheck.run(root: root) { _ in SampleVocabulary.vocabulary } }

    static let header = """
        title: {zh: 样例, en: Sample}
        authority: {zh: 测试, en: Tests}
        area: "45"
        contact: {zh: 测试, en: Tests}

        """

    static let limit = """
        name: vehicle_limit
        title: {zh: 车辆上限, en: Vehicle limit}
        type: int
        values:
          - {from: 2015-01-01, value: 1, reference: 样例}
          - {from: 2022-01-01, value: 2, reference: 样例}
        last_verified_on: unknown
        verified: false

        """

    /// A rule about persons with several vehicles.
    static func rule(
        _ id: String = "many-vehicles", version: Int = 1, status: String = "experimental", title: String = "Many vehicles",
        verified: Bool = false, when: String = "size(person.vehicles) > 1", inForce: String = "{from: 2020-01-01, until: unknown}"
    ) -> String {
        """
        id: \(id)
        version: \(version)
        status: \(status)
        title: {zh: 车辆多, en: \(title)}
        subject: person
        outcome: warning
        severity: 1
        references: [{title: 样例}]
        in_force: \(inForce)
        verified: \(verified)
        when: \(when)
        evidence:
          - {name: vehicles, zh: 车辆数, en: Vehicles, value: size(person.vehicles)}
        message: {zh: "{vehicles} 辆", en: "{vehicles} vehicles"}
        investigate: {zh: 核实, en: Check}
        false_positives: []
        examples:
          - {title: three, fires: true, as_of: 2023-06-30, facts: {members: [{vehicles: [{}, {}, {}]}]}, evidence: {vehicles: 3}}
          - {title: four, fires: true, as_of: 2025-06-30, facts: {members: [{vehicles: [{}, {}, {}, {}]}]}}
          - {title: one, fires: false, as_of: 2025-06-30, facts: {members: [{vehicles: [{}]}]}}
          - {title: none, fires: false, as_of: 2025-06-30, facts: {members: [{}]}}

        """
    }
}
