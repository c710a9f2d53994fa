import Actions
import Storage
import Synchronization

/// The ledger of clues (线索台账) in memory: where every clue lies and stands, for lists that are filtered and for counts over a million of them. It is
/// read once, and then only what took a step since: within the reading that asks, so that it says what the database says.
package final class ClueLedger: Sendable {
    /// More villages than these are not read one by one.
    private static let most = 500

    private let kept = Mutex<LedgerSheet?>(nil)

    /// The ledger as the reading sees the database, or a moment newer. Within an act, which may still be undone, it is read for the act alone.
    package static func sheet(for reading: Reading) throws -> LedgerSheet {
        guard let memory = reading.memory else { return try ClueLedger().sheet(reading.reader) }
        return try memory.thing { ClueLedger() }.sheet(reading.reader)
    }

    private func sheet(_ reader: Reader) throws -> LedgerSheet {
        // Asked first: it fixes the state that everything after it sees.
        let size = try reader.count("SELECT size FROM audit_size")
        return try kept.withLock { kept in
            // Taken out, so that it is changed in place; if reading fails it is gone, and read anew by whoever asks next.
            guard var sheet = kept.take() else {
                let sheet = try LedgerSheet(size: size, reader)
                kept = sheet
                return sheet
            }
            if sheet.size < size { try Self.bringUpToDate(&sheet, size, reader) }
            kept = sheet
            return sheet
        }
    }

    private static func bringUpToDate(_ sheet: inout LedgerSheet, _ size: Int64, _ reader: Reader) throws {
        let since: SQL = "s.audit_leaf >= \(sheet.size)"
        let touched = try reader.rows(
            """
            SELECT c.region FROM clues c WHERE c.id IN (SELECT s.clue FROM clue_steps s WHERE \(sql: since))
            UNION SELECT s.region_before FROM clue_steps s WHERE \(sql: since) AND s.region_before IS NOT NULL LIMIT \(most + 1)
            """
        ).map { try $0.integer("region") }
        switch touched.count {
        case 0: sheet.stands(at: size)
        case ...most: try sheet.renew(touched, size: size, reader)
        default: sheet = try LedgerSheet(size: size, reader)
        }
    }
}
