import Actions
import Basics
import Storage

/// The household's account of a year, counted with it at home. A second sheet of the same year replaces the first, which stays on record.
package struct RecordIncomeSheet: HouseholdAct {
    package static let name = "household.recordIncome"

    package struct Item: Codable, Sendable, Hashable {
        package var item: String
        /// Yuan, as typed; nothing for an item that the household does not have.
        package var amount: String?
        package var basis: String?

        package init(item: String, amount: String?, basis: String? = nil) {
            self.item = item
            self.amount = amount
            self.basis = basis
        }
    }

    package var household: Int64
    /// The year in which the period ends, on 30 September.
    package var year: Int
    package var items: [Item]
    package var compensation: String?
    package var selfPaid: String?
    /// The day it was counted together.
    package var on: CalendarDate
    package var signed: Bool?
    package var reason: String
    package var evidence: String?

    package init(
        household: Int64, year: Int, items: [Item], compensation: String? = nil, selfPaid: String? = nil, on: CalendarDate, signed: Bool? = nil,
        reason: String, evidence: String? = nil
    ) {
        self.household = household
        self.year = year
        self.items = items
        self.compensation = compensation
        self.selfPaid = selfPaid
        self.on = on
        self.signed = signed
        self.reason = reason
        self.evidence = evidence
    }

    package func perform(in writing: Writing) throws -> Int64 {
        let change = try HouseholdChange(self, in: writing)
        guard let from = CalendarDate(year: year - 1, month: 10, day: 1), let until = CalendarDate(year: year, month: 10, day: 1),
            from <= writing.today, (2014...2100).contains(year)
        else { throw Refusal.invalid("year", RegisterProblems.badValue("已经开始的年度", "a year that has begun")) }
        let amounts = try read()
        let people = Int64(max(1, change.present.count))
        let sheet = try replace(IncomePeriod(from: from, until: until), totals(amounts), people: people, in: writing)
        for (item, fen) in amounts where fen > 0 {
            try writing.insert(into: .incomeItems, ["sheet": sheet, "item": item.item, "amount": fen, "basis": item.basis])
        }
        try change.close(ChangeRecord(.income, self).with(after: String(year)))
        return sheet
    }

    private func read() throws -> [(Item, Int64)] {
        var seen: Set<String> = []
        return try items.enumerated().filter { !($0.element.amount ?? "").allSatisfy(\.isWhitespace) }.map { index, item in
            guard CodeLists.shipped.has("income_item", item.item), seen.insert(item.item).inserted else {
                throw Refusal.invalid("items.\(index).item", RegisterProblems.unknownCode(item.item))
            }
            if let basis = item.basis, basis.unicodeScalars.count > 100 {
                throw Refusal.invalid("items.\(index).basis", RegisterProblems.tooLong(100))
            }
            do throws(Problem) { return (item, try IncomeRecord.fen(item.amount ?? "")) } catch {
                throw Refusal.invalid("items.\(index).amount", error)
            }
        }
    }

    private func totals(_ amounts: [(Item, Int64)]) throws -> IncomeRecord {
        var sheet = IncomeRecord()
        for (item, fen) in amounts {
            switch item.item.prefix(while: { $0 != "." }) {
            case "wage": sheet.wage += fen
            case "business": sheet.business += fen
            case "property": sheet.property += fen
            case "cost": sheet.cost += fen
            default: sheet.transfer += fen
            }
        }
        sheet.compensation = try optional(compensation, "compensation")
        sheet.selfPaid = try optional(selfPaid, "self_paid")
        return sheet
    }

    private func optional(_ text: String?, _ field: String) throws -> Int64? {
        guard let text, !text.allSatisfy(\.isWhitespace) else { return nil }
        do throws(Problem) { return try IncomeRecord.fen(text) } catch { throw Refusal.invalid(field, error) }
    }

    private func replace(_ period: IncomePeriod, _ sheet: IncomeRecord, people: Int64, in writing: Writing) throws -> Int64 {
        let old = try writing.reading.rows(
            """
            SELECT s.id FROM income_sheets s WHERE s.household = \(household) AND s.period_from = \(period.from) AND s.known_until_ms IS NULL
            """)
        for row in old { try writing.change(.incomeSheets, id: row.integer("id"), ["known_until_ms": writing.now.milliseconds]) }
        return try writing.insert(
            into: .incomeSheets,
            [
                "household": household, "period_from": period.from, "period_until": period.until, "people": people, "wage": sheet.wage,
                "business": sheet.business, "property": sheet.property, "transfer": sheet.transfer, "other": sheet.other, "cost": sheet.cost,
                "net": sheet.net, "net_per_head": IncomePeriod.perHead(sheet.net, people: people), "compensation": sheet.compensation,
                "self_paid": sheet.selfPaid, "settled_on": on, "signed": signed ?? false, "known_from_ms": writing.now.milliseconds,
            ])
    }
}
