import Basics
import Web

extension HouseholdPage.Income {
    init(_ sheet: IncomeSheet, _ words: Words) {
        let last = sheet.until.adding(days: -1) ?? sheet.until
        period = words.text("income.period", ["from": sheet.from.description, "until": last.description])
        settled =
            sheet.settledOn.map { words.text(sheet.isSigned ? "income.signed" : "income.settled", ["day": $0.description]) }
            ?? words.text("income.unsettled")
        left =
            Self.lines("wage", sheet.wage, sheet, words) + Self.lines("business", sheet.business, sheet, words)
            + Self.lines("property", sheet.property, sheet, words) + Self.lines("cost", sheet.cost, sheet, words, minus: true)
        right = Self.lines("transfer", sheet.transfer, sheet, words)
        if sheet.other != .zero { right.append(Self.line(words.text("income.other"), nil, sheet.other, isClass: true)) }
        right.append(Self.line(words.text("income.net"), nil, sheet.net, isSum: true))
        if let compensation = sheet.compensation { right.append(Self.line(words.text("income.compensation"), nil, compensation, isClass: true)) }
        if let paid = sheet.selfPaid { right.append(Self.line(words.text("income.self-paid"), nil, Money(fen: -paid.fen), isClass: true)) }
        let perHead = words.text(
            "income.per-head", ["people": String(sheet.people), "amount": Figures.yuan(sheet.referencePerHead)])
        right.append(Self.line(words.text("income.reference"), perHead, sheet.reference, isSum: true))
    }

    /// A class with its items. Costs are shown as what they take away.
    private static func lines(_ group: String, _ total: Money, _ sheet: IncomeSheet, _ words: Words, minus: Bool = false) -> [HouseholdPage.Line] {
        func signed(_ amount: Money) -> Money { minus ? Money(fen: -amount.fen) : amount }
        let items = sheet.items.filter { CodeLists.shipped["income_item"]?[$0.code]?.group == group }
        return [line(words.text("income.\(group)"), nil, signed(total), isClass: true)]
            + items.map { line(words.code("income_item", $0.code) ?? $0.code, $0.basis, signed($0.amount)) }
    }

    private static func line(_ name: String, _ basis: String?, _ amount: Money, isClass: Bool = false, isSum: Bool = false) -> HouseholdPage.Line {
        HouseholdPage.Line(name: name, basis: basis, amount: Figures.yuan(amount), isClass: isClass, isSum: isSum, isLate: amount.fen < 0 && isSum)
    }
}
