import Actions
import AuditLog
import Basics
import Regions
import Storage
import Web

/// What was done in one's region, from new to old.
struct AuditListPage: ListModel {
    static let template = "audit-entries"
    var lines: [AuditLine]
    var next: String?
    var size: Int64
    var sizeText: String
    var account: String
    var action: String
    var from: String
    var to: String
    var mayExport: Bool

    static let specimen = AuditListPage(
        lines: [.specimen], next: "7", size: 8, sizeText: "8", account: "", action: "", from: "", to: "", mayExport: true)
}

struct AuditLine: Codable, Sendable {
    var seq: Int64
    var time: String
    var account: Int64?
    var who: String
    var role: String
    var action: String
    /// The action in words.
    var what: String
    var region: String?
    /// The region's name.
    var place: String?
    var subject: String?
    var purpose: String?
    var isDenied: Bool
    /// How many rows it wrote.
    var rows: Int64

    static let specimen = AuditLine(
        seq: 7, time: "2026-11-22 08:15:30", account: 4, who: "周敏", role: "county-office", action: "household.recordBirth", region: "990121204207",
        subject: "household/12", purpose: nil, isDenied: false, rows: 2)

    init(
        seq: Int64, time: String, account: Int64?, who: String, role: String, action: String, region: String?, subject: String?, purpose: String?,
        isDenied: Bool, rows: Int64
    ) {
        (self.seq, self.time, self.account, self.who, self.role, self.action) = (seq, time, account, who, role, action)
        (self.region, self.subject, self.purpose, self.isDenied, self.rows) = (region, subject, purpose, isDenied, rows)
        what = action
    }

    /// The line with its codes in the reader's words; what has none stays as it is.
    func worded(_ visit: Visit) -> AuditLine {
        var line = self
        line.what = visit.textIfAny("act.\(action)") ?? action
        line.role = visit.textIfAny("role.\(role)") ?? role
        if account == nil || account == 0 { (line.who, line.role) = (visit.textIfAny("account.\(who)") ?? line.who, "") }
        line.purpose = purpose.map { visit.textIfAny("purpose.\($0)") ?? $0 }
        return line
    }

    init(_ found: AuditEntries.Found, places: [RegionCode: String] = [:]) {
        let entry = found.entry
        self.init(
            seq: entry.sequence, time: Self.clock(Moment(milliseconds: entry.time.milliseconds)), account: entry.account.flatMap { Int64($0) },
            who: found.name ?? entry.role ?? "—", role: entry.role ?? "—", action: entry.action, region: entry.region?.prefix, subject: entry.subject,
            purpose: entry.purpose, isDenied: entry.result == "denied",
            rows: Int64(entry.rows.count) + entry.chunks.reduce(0) { $0 + $1.count })
        place = entry.region.flatMap { places[$0] }
    }

    /// To the second, by a clock in China.
    private static func clock(_ moment: Moment) -> String {
        let second = (moment.milliseconds / 1000) % 60
        return moment.chinaText + (second < 10 ? ":0" : ":") + String(second)
    }
}

/// One entry with what proves that it stands in the log.
struct AuditEntryPage: PageModel {
    struct Detail: Codable, Sendable {
        var name: String
        var value: String
    }

    struct Row: Codable, Sendable {
        var change: String
        var table: String
        var key: String
        var count: Int64
        var commitment: String
    }

    static let template = "audit-entry"
    var line: AuditLine
    var login: String?
    var request: String
    var details: [Detail]
    var written: [Row]
    /// The entry's canonical bytes, which are the leaf.
    var canonical: String
    var leafHash: String
    var size: Int64
    var root: String
    var path: [String]

    static let specimen = AuditEntryPage(
        line: .specimen, login: "zhou.min", request: "8f3c21d09a7b4e65", details: [.init(name: "reason", value: "birth")],
        written: [.init(change: "insert", table: "members", key: "9", count: 1, commitment: "AAAA")], canonical: "{}", leafHash: "AAAA", size: 8,
        root: "AAAA",
        path: ["AAAA"])
}

struct AuditList: Query {
    static let permission = Permission.auditRead
    var filter: AuditEntries.Filter
    var below: Int64?
    var limit: Int

    func answer(in reading: Reading) throws -> AuditListPage {
        let found = try AuditEntries.list(filter, below: below, limit: limit + 1, in: reading)
        let places = try RegionNames.places(of: found.compactMap(\.entry.region), in: reading)
        let lines = found.prefix(limit).map { AuditLine($0, places: places) }
        let size = try TrailReader(reading.reader).size()
        return AuditListPage(
            lines: lines, next: found.count > limit ? lines.last.map { String($0.seq) } : nil, size: size, sizeText: Figures.count(size),
            account: filter.account.map { String($0) } ?? "", action: filter.action ?? "", from: filter.from?.description ?? "",
            to: filter.to?.description ?? "",
            mayExport: reading.actor.may(.auditExport) && reading.actor.scope.region.level == .province)
    }
}

struct AuditEntryFacts: Query {
    static let permission = Permission.auditRead
    let sequence: Int64

    func answer(in reading: Reading) throws -> AuditEntryPage {
        guard let found = try AuditEntries.one(sequence, in: reading) else { throw Refusal.notFound }
        let trail = TrailReader(reading.reader)
        let size = try trail.size()
        let proof = try InclusionProof(of: sequence, in: size, reading: trail)
        let entry = found.entry
        let canonical = try trail.entry(sequence) ?? []
        let rows = entry.rows.map {
            AuditEntryPage.Row(change: $0.change.rawValue, table: $0.table, key: $0.key, count: 1, commitment: $0.commitment?.base64 ?? "—")
        }
        let chunks = entry.chunks.map { AuditEntryPage.Row(change: "chunk", table: $0.table, key: "—", count: $0.count, commitment: $0.root.base64) }
        return AuditEntryPage(
            line: AuditLine(found, places: try RegionNames.places(of: [entry.region].compactMap { $0 }, in: reading)), login: found.login,
            request: entry.request,
            details: try details(of: entry, in: reading), written: rows + chunks,
            canonical: String(decoding: canonical, as: UTF8.self), leafHash: try TreeHasher().leaf(canonical).base64, size: size,
            root: try trail.root(at: size).base64, path: proof.path.map(\.base64))
    }
}

extension AuditEntryFacts {
    /// A token is shown with what it was given for.
    private func details(of entry: AuditEntry, in reading: Reading) throws -> [AuditEntryPage.Detail] {
        try entry.details.sorted { $0.key < $1.key }.map { name, value in
            guard name == "token", case .integer(let token) = value,
                let title = try reading.row("SELECT name FROM api_tokens WHERE id = \(token)")?.text("name")
            else { return .init(name: name, value: value.words) }
            return .init(name: name, value: "\(token) (\(title))")
        }
    }
}

extension AuditEntry.Detail {
    fileprivate var words: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        }
    }
}
