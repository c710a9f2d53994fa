import Foundation
import Testing

@testable import Platform

/// The small delivery with a second department, packs about each, and a folder to keep what was read in. A row of a stranger stands among the
/// vehicles, and one whose state the source does not know.
struct KeepingCounty {
    /// What came of one run.
    struct Outcome {
        var clues: Int
        var rejected: Int
        var phases: Set<String>
        /// Source → rows, accepted, rejected, matched, as the record tells them.
        var accounts: [String: [Int]]
        /// Everything it wrote but the record, which tells times.
        var files: [String: Data]
    }

    private let delivery: SmallDelivery
    var folder: TemporaryFolder { delivery.folder }
    private static let stranger = "99010219500303002X"

    init() throws {
        delivery = try SmallDelivery()
        let ids = SmallDelivery.ids
        try folder.write(
            "id_number,price,registered_on,status\n\(ids[0]),80000,2024-05-17,在用\n\(ids[2]),30000,2023-01-02,\n\(ids[1]),1,2020-01-01,报废\n"
                + "\(Self.stranger),70000,2021-01-01,在用\n", to: "data/vehicles.csv")
        try folder.write("id_number,price,registered_on\n\(ids[2]),60000,2024-05-17\n", to: "data/pensions.csv")
        let vehicles = try folder.read("DataSources/public-security/vehicles/source.yaml")
        try folder.write(
            vehicles.replacing("vehicles", with: "pensions").replacing("department: public-security", with: "department: pensions"),
            to: "DataSources/pensions/pensions/source.yaml")
        try folder.write(
            vehicles + "  - {name: status, type: code, title: {zh: 状态, en: State}, codes: [在用]}\n",
            to: "DataSources/public-security/vehicles/source.yaml")
        try copyPack("pensions") { $0.replacing("person.vehicles", with: "person.pensions").replacing("vehicles:", with: "pensions:") }
        try copyPack("rows", Self.rowRule)
    }

    /// A pack like the one about cars, with its rule changed.
    private func copyPack(_ name: String, _ change: (String) -> String) throws {
        for file in ["pack.yaml", "codes/explanations.yaml", "parameters/price-limit.yaml"] {
            try folder.write(try folder.read("PolicyPacks/test/cars/\(file)"), to: "PolicyPacks/test/\(name)/\(file)")
        }
        let rule = try folder.read("PolicyPacks/test/cars/rules/costly-car.yaml").replacing("id: costly-car", with: "id: costly-\(name)")
        try folder.write(change(rule), to: "PolicyPacks/test/\(name)/rules/costly-\(name).yaml")
    }

    /// Asks the rows themselves, whoever they belong to.
    private static func rowRule(_ rule: String) -> String {
        let head = rule.prefix(upTo: rule.range(of: "let:")?.lowerBound ?? rule.endIndex).replacing(
            "subject: person", with: "subject: {rows: vehicles}")
        return head + """
            when: row.price > parameter.price_limit
            evidence:
              - {name: price, zh: 购车价格, en: Price, value: row.price}
            message: {zh: "价格 {price}", en: "Price {price}"}
            investigate: {zh: 查看行驶证, en: See the vehicle licence}
            false_positives: [lent_name]
            examples:
              - {title: costly, fires: true, as_of: 2025-06-30, facts: {row: {price: 80000}}, evidence: {price: 8000000}}
              - {title: very costly, fires: true, as_of: 2025-06-30, facts: {row: {price: 90000}}, evidence: {price: 9000000}}
              - {title: cheap, fires: false, as_of: 2025-06-30, facts: {row: {price: 30000}}}
              - {title: unknown, fires: false, as_of: 2025-06-30, facts: {row: {price: 1}}}

            """
    }

    func run(_ out: String, _ more: String..., keep: String? = "kept") async throws -> Outcome {
        let listener = HeardConsole()
        var arguments = [
            "compare", "--data", folder.file("data"), "--out", folder.file(out), "--packs-root", folder.file("PolicyPacks"), "--sources-root",
            folder.file("DataSources"), "--as-of", "2025-06-30",
        ]
        if let keep { arguments += ["--keep", folder.file(keep)] }
        let status = await Program.run(arguments + more, on: listener.console)
        try #require(status == 0, "\(listener.err)")
        let record = try JSONDecoder().decode(RunRecord.self, from: Data(folder.read("\(out)/run.json").utf8))
        let inside = try folder.everything().filter { $0.key.hasPrefix("\(out)/") && $0.key != "\(out)/run.json" }
        return Outcome(
            clues: record.totals.clues, rejected: record.totals.rejected, phases: Set(record.phases.map(\.name)),
            accounts: Dictionary(
                record.files.map { ($0.source, [$0.rows, $0.accepted, $0.rejected, $0.matched]) }, uniquingKeysWith: { first, _ in first }),
            files: Dictionary(uniqueKeysWithValues: inside.map { (String($0.key.dropFirst(out.count + 1)), $0.value) }))
    }

    /// What may happen to a register from one month to the next.
    enum RegisterChange: CaseIterable, Sendable {
        case memberAdded, memberRemoved, idCorrected, sharedID, reordered
    }

    private static let personsFile = "data/persons.csv"
    private static let formerPersonsFile = "persons-before.csv"

    /// Changes the register's persons; `restoreRegister` gives them back as they were.
    func changeRegister(_ change: RegisterChange) throws {
        let before = try folder.read(Self.personsFile)
        try folder.write(before, to: Self.formerPersonsFile)
        var lines = before.split(separator: "\n").map(String.init)
        var cells = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        switch change {
        case .memberAdded:
            // The stranger among the vehicles joins the first household.
            cells[0] = "9999"
            lines.append(cells.joined(separator: ",").replacing(SmallDelivery.ids[0], with: Self.stranger))
        case .memberRemoved: lines.remove(at: 1)
        case .idCorrected: lines[1] = lines[1].replacing(SmallDelivery.ids[0], with: Self.stranger)
        case .sharedID:
            // Two people of the register carry one number: its rows belong to both.
            cells[0] = "9999"
            lines.append(cells.joined(separator: ","))
        case .reordered: lines = [lines[0]] + lines.dropFirst().reversed()
        }
        try folder.write(lines.joined(separator: "\n") + "\n", to: Self.personsFile)
    }

    func restoreRegister() throws { try folder.write(try folder.read(Self.formerPersonsFile), to: Self.personsFile) }

    func append(_ line: String, to source: String) throws {
        try folder.write(try folder.read("data/\(source).csv") + line, to: "data/\(source).csv")
    }

    func keptNames() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.file("kept")).sorted() }

    /// The number in the file system of every kept file: another once it is written again.
    func keptFiles() throws -> [String: Int] {
        try Dictionary(
            uniqueKeysWithValues: keptNames().map { name in
                let facts = try FileManager.default.attributesOfItem(atPath: folder.file("kept/\(name)"))
                return (name, facts[.systemFileNumber] as? Int ?? 0)
            })
    }

    /// Names of what was kept anew.
    func rewritten(since before: [String: Int]) throws -> Set<String> {
        let now = try keptFiles()
        return Set(now.filter { before[$0.key] != $0.value }.map { String($0.key.prefix { $0 != "." }) })
    }
}
