import Actions
import Basics
import Foundation
import Storage

/// Writes down how the reading of a delivery went: its balance, reasons, checks, places and whom it speaks of.
struct FinishReading: DeliveryAct {
    static let name = "delivery.finishReading"
    static let permission = Permission.deliverySubmit
    var delivery: Int64
    var opened: OpenedFile
    var facts: ReadingFacts
    var checks: [DeliveryCheck]
    var match: PeopleMatch
    var parsed: BlobName
    /// The index of whom its rows speak of; nil for a source whose rows belong to nobody.
    var owners: BlobName?
    var milliseconds: Int64

    func perform(in writing: Writing) throws -> Int64 {
        let head = try head(in: writing)
        guard head.state == .received else { throw Refusal.conflict(.deliveryDecided) }
        guard facts.rows == facts.accepted + facts.rejected else { throw StorageProblem.damaged("a delivery whose rows do not add up") }
        let base = try base(of: head, in: writing)
        try writing.change(
            .deliveries, id: delivery,
            [
                "state": DeliveryState.checked, "kind": base == nil ? DeliveryKind.whole : .supplement, "base_id": base,
                "rows_in": facts.rows, "rows_accepted": facts.accepted, "rows_rejected": facts.rejected, "ids_normalised": facts.normalised,
                "ids_malformed": facts.malformed, "rows_matched": match.rows, "people_matched": match.people, "rows_unmatched": match.unmatched,
                "rows_other_name": match.otherName, "first_day": Self.day(facts.firstDay), "last_day": Self.day(facts.lastDay),
            ])
        try keepFile(writing)
        try keepReasons(writing)
        try keepChecks(writing)
        try keepPlaces(writing)
        if let base { try keepMends(base, writing) }
        if let owners {
            try writing.transaction.execute("INSERT INTO delivery_owners (delivery_id, blob) VALUES (\(delivery), \(owners))")
        }
        try writing.step(.read, of: delivery)
        try writing.step(.checked, of: delivery)
        try writing.step(.matched, of: delivery)
        writing.note("rows", Int64(facts.rows))
        writing.note("rejected", Int64(facts.rejected))
        return Int64(facts.rows)
    }

    private static func day(_ days: Int64?) -> CalendarDate? { days.map { CalendarDate(daysSinceEpoch: Int32(clamping: $0)) } }

    /// A corrected file belongs to the delivery its header names, if that is of the same source, region and period; it mends whole files only.
    private func base(of head: DeliveryHead, in writing: Writing) throws -> Int64? {
        guard let named = opened.corrects else { return nil }
        guard let base = try DeliveryHead.find(named, in: writing.reading), base.kind == .whole, base.source == head.source,
            base.region == head.region, base.period == head.period
        else { throw FileRefusal(.wrongDelivery, String(named)) }
        return named
    }

    private func keepFile(_ writing: Writing) throws {
        guard let file = try writing.transaction.row("SELECT id FROM delivery_files WHERE delivery_id = \(delivery)")?.integer("id") else {
            throw Refusal.notFound
        }
        try writing.change(
            .deliveryFiles, id: file,
            [
                "parsed_blob": parsed, "format": opened.format, "encoding": opened.encoding, "delimiter": opened.delimiter, "sheet": opened.sheet,
                "header_line": opened.headerLine, "header": try StoredJSON.text(opened.header), "mapped": try StoredJSON.text(opened.mapped),
                "unknown_headers": try StoredJSON.text(opened.unknownHeaders), "missing_columns": try StoredJSON.text(opened.missingColumns),
                "filled": try StoredJSON.text(facts.filled), "sums": try StoredJSON.text(facts.sums), "read_ms": milliseconds,
            ])
    }

    private func keepReasons(_ writing: Writing) throws {
        let ids = try writing.newIDs(facts.reasons.count, for: .deliveryReasons)
        try writing.insertChunk(
            into: .deliveryReasons,
            zip(ids, facts.reasons).map { id, reason in
                [
                    .integer(id), .integer(delivery), .text(reason.reason), .text(reason.column), .integer(Int64(reason.rows)),
                    .integer(Int64(reason.first.line)), .text(reason.first.value), .text(reason.first.detail),
                ]
            })
    }

    private func keepChecks(_ writing: Writing) throws {
        let ids = try writing.newIDs(checks.count, for: .deliveryChecks)
        try writing.insertChunk(
            into: .deliveryChecks,
            zip(ids, checks).map { id, check in
                [
                    .integer(id), .integer(delivery), .text(check.kind.rawValue), .text(check.column), .integer(check.measured),
                    check.leastAllowed.value, check.mostAllowed.value, .text(check.result.rawValue),
                ]
            })
    }

    private func keepPlaces(_ writing: Writing) throws {
        let places = facts.places.isEmpty ? match.places : facts.places
        let ids = try writing.newIDs(places.count, for: .deliveryPlaces)
        try writing.insertChunk(
            into: .deliveryPlaces,
            zip(ids, places.sorted { $0.key < $1.key }).map { id, place in
                [.integer(id), .integer(delivery), .integer(place.key), .integer(Int64(place.value))]
            })
    }

    private func keepMends(_ base: Int64, _ writing: Writing) throws {
        let lines = Set(facts.mended).sorted()
        let ids = try writing.newIDs(lines.count, for: .deliveryMends)
        try writing.insertChunk(
            into: .deliveryMends, zip(ids, lines).map { id, line in [.integer(id), .integer(delivery), .integer(base), .integer(Int64(line))] })
    }
}

/// Lists and tables of facts that are shown and never searched, as text.
enum StoredJSON {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<T: Decodable>(_ type: T.Type, _ text: String?) throws -> T? {
        try text.map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
}
