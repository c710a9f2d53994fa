import Actions
import Basics
import Storage

/// A household's account of a year, with its items.
package struct IncomeSheet: Sendable, Hashable {
    package struct Item: Sendable, Hashable {
        package let code: String
        package let amount: Money
        package let basis: String?
    }

    package let id: Int64
    package let from: CalendarDate
    package let until: CalendarDate
    package let people: Int64
    package let wage: Money
    package let business: Money
    package let property: Money
    package let transfer: Money
    package let other: Money
    package let cost: Money
    package let net: Money
    package let netPerHead: Money
    package let compensation: Money?
    package let selfPaid: Money?
    package let settledOn: CalendarDate?
    package let isSigned: Bool
    package let items: [Item]

    /// What the household could live on: net income and compensation less what it paid itself within the rules (handbook §1.5, inferred there).
    package var reference: Money { Money(fen: net.fen + (compensation?.fen ?? 0) - (selfPaid?.fen ?? 0)) }
    package var referencePerHead: Money { Money(fen: IncomePeriod.perHead(reference.fen, people: people)) }

    /// The last sheet whose period had begun by the day, as known at the moment.
    static func latest(of household: Int64, as asOf: AsOf, in reading: Reading) throws -> IncomeSheet? {
        let known: SQL =
            asOf.known.map { "s.known_from_ms <= \($0.milliseconds) AND (s.known_until_ms IS NULL OR s.known_until_ms > \($0.milliseconds))" }
            ?? "s.known_until_ms IS NULL"
        let row = try reading.row(
            """
            SELECT s.id, s.period_from, s.period_until, s.people, s.wage, s.business, s.property, s.transfer, s.other, s.cost, s.net,
                s.net_per_head, s.compensation, s.self_paid, s.settled_on, s.signed
            FROM income_sheets s WHERE s.household = \(household) AND s.period_from <= \(asOf.day) AND \(sql: known)
            ORDER BY s.period_from DESC LIMIT 1
            """)
        return try row.map { try IncomeSheet($0, in: reading) }
    }

    private init(_ row: Row, in reading: Reading) throws {
        id = try row.integer("id")
        from = try row.date("period_from")
        until = try row.date("period_until")
        people = try row.integer("people")
        (wage, business) = (try row.money("wage"), try row.money("business"))
        (property, transfer) = (try row.money("property"), try row.money("transfer"))
        (other, cost) = (try row.money("other"), try row.money("cost"))
        (net, netPerHead) = (try row.money("net"), try row.money("net_per_head"))
        (compensation, selfPaid) = (try row.optionalMoney("compensation"), try row.optionalMoney("self_paid"))
        settledOn = try row.optionalDate("settled_on")
        isSigned = try row.bool("signed")
        items = try reading.rows("SELECT i.item, i.amount, i.basis FROM income_items i WHERE i.sheet = \(id) ORDER BY i.id").map {
            Item(code: try $0.text("item"), amount: try $0.money("amount"), basis: try $0.optionalText("basis"))
        }
    }
}
