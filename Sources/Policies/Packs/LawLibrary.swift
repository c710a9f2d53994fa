import Actions
import Basics
import Comparison
import Datasets
import Declarations
import Foundation
import PolicyLanguage
import Storage
import Synchronization

/// Installed packs, parsed. A version never changes, so each is read once.
final class LawLibrary: Sendable {
    private let vocabulary: Vocabulary
    private let parsed = Mutex<[Int64: PolicyPack]>([:])

    init(schemas: [SourceSchema]) { vocabulary = Vocabulary(schemas: schemas) }

    func pack(_ id: Int64, in reader: Reader) throws -> PolicyPack {
        if let known = parsed.withLock({ $0[id] }) { return known }
        guard let row = try reader.row("SELECT p.pack, p.texts FROM policy_packs p WHERE p.id = \(id)") else { throw Refusal.notFound }
        let texts = PackTexts(id: try row.text("pack"), files: try Self.files(row.text("texts")))
        let (pack, diagnostics) = load(texts)
        guard let pack else { throw StorageProblem.damaged("pack \(texts.id) cannot be read: \(diagnostics.first?.description ?? "")") }
        parsed.withLock { $0[id] = pack }
        return pack
    }

    /// A pack's texts, checked as `youshu policy check` does.
    func load(_ texts: PackTexts) -> (pack: PolicyPack?, diagnostics: [Diagnostic]) {
        let vocabulary = vocabulary
        let (pack, diagnostics) = PackLoader(root: "", vocabulary: { _ in vocabulary }).loadPack(texts)
        return (pack, diagnostics.filter { $0.severity == .error })
    }

    /// The first example of a pack that no longer says what it is to say; nil when all hold.
    func failingExample(of texts: PackTexts) -> Diagnostic? {
        guard let pack = load(texts).pack else { return nil }
        return PolicyCheck.examples(of: pack, vocabulary).first
    }

    static func files(_ text: String) throws -> [String: String] {
        do { return try JSONDecoder().decode([String: String].self, from: Data(text.utf8)) } catch {
            throw StorageProblem.damaged("the texts of a pack are no texts")
        }
    }

    static func text(of files: [String: String]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(files), as: UTF8.self)
    }
}

/// The law of a region on a day: of each pack the newest version in force, of the smallest place above or at the region that has one of its own; and
/// the versions that places within the region have, each for that place alone.
struct FindLaw: Query {
    static let permission = Permission.policyRead
    let library: LawLibrary
    let region: RegionCode
    let day: CalendarDate

    struct Answer: Sendable {
        var law: LawInForce
        /// Rows of `policy_packs` by the pack's id in `law`.
        var rows: [String: Int64]
        /// From when each is in force.
        var since: [String: CalendarDate]
    }

    private struct Version {
        var id: Int64
        var pack: String
        var region: RegionCode
        var number: Int
        var since: CalendarDate
    }

    func answer(in reading: Reading) throws -> Answer {
        let versions = try found(in: reading)
        var answer = Answer(law: LawInForce(packs: [], versions: [:]), rows: [:], since: [:])
        for (_, all) in Dictionary(grouping: versions, by: \.pack).sorted(by: { $0.key < $1.key }) {
            let own = all.filter { $0.region.contains(region) }.max { ($0.region.level, $0.number) < ($1.region.level, $1.number) }
            let below = Dictionary(grouping: all.filter { !$0.region.contains(region) }, by: \.region)
                .compactMap { $0.value.max { $0.number < $1.number } }.sorted { $0.region < $1.region }
            if let own { try add(own, territory: below.isEmpty ? nil : Territory(region.codes, except: below.map(\.region.codes)), reading, &answer) }
            for version in below {
                let inner = below.filter { $0.region != version.region && version.region.contains($0.region) }.map(\.region.codes)
                try add(version, territory: Territory(version.region.codes, except: inner), reading, &answer)
            }
        }
        for row in try reading.rows(
            "SELECT a.region, a.area FROM policy_areas a WHERE \(within: Scope(region: region), "a.region") OR a.region = \(county)")
        {
            answer.law.standsFor[try row.region("region").prefix] = try row.text("area")
        }
        return answer
    }

    /// A township's own county.
    private var county: Int64 { (region.ancestor(at: .county) ?? region).number }

    private func add(_ version: Version, territory: Territory?, _ reading: Reading, _ answer: inout Answer) throws {
        var pack = try library.pack(version.id, in: reading.reader)
        if !version.region.contains(region) { pack.id = LawInForce.name(version.pack, at: version.region) }
        answer.law.packs.append(pack)
        answer.law.versions[pack.id] = version.number
        answer.law.territories[pack.id] = territory
        answer.rows[pack.id] = version.id
        answer.since[pack.id] = version.since
    }

    private func found(in reading: Reading) throws -> [Version] {
        let above = RegionCode.Level.allCases.compactMap { region.ancestor(at: $0)?.number }
        return try reading.rows(
            """
            SELECT p.id, p.pack, p.region, p.version, p.in_force_from FROM policy_packs p
            WHERE (p.region IN \(list: above) OR \(within: Scope(region: region), "p.region")) AND p.in_force_from <= \(day)
            """
        ).map {
            Version(
                id: try $0.integer("id"), pack: try $0.text("pack"), region: try $0.region("region"), number: try $0.int("version"),
                since: try $0.date("in_force_from"))
        }
    }
}
