import Basics

/// Micro-loans: who may have one, for what, how much, how long (handbook §5.3).
enum CreditScenarios {
    private static func rule(_ name: String) -> String { "national/micro-loans/\(name)" }
    private static let adult: @Sendable (Member) -> Bool = { $0.canWork && (26...55).contains($0.age) }

    /// A loan's facts where they differ from an ordinary one.
    private struct Loan {
        var amount = 30_000
        var months = 36
        var use = "养殖"
        var overdue = 0
        var lent: CalendarDate?
        var subsidised = true
    }

    private static func lend(_ household: inout Household, _ member: Int, _ story: Scenario.Case, _ loan: Loan) {
        household.remove("micro_loans")
        let lent = loan.lent ?? household.ago(days: 500)
        household.add(
            "micro_loans", member,
            [
                "loan_number": .text("JZ\(story.serial)"), "amount": .yuan(loan.amount), "balance": .yuan(loan.amount),
                "term_months": .int(loan.months),
                "rate": .hundredths(385), "use": .text(loan.use), "lent_on": .day(lent), "due_on": .day(lent.adding(months: loan.months)),
                "overdue": .yuan(loan.overdue), "interest_subsidised": .yes(loan.subsidised),
            ])
    }

    /// A rule about the loan itself: the subject is its row.
    private static func row(_ name: String, explanations: [String] = ["id_typed_wrong"], nearMiss: Loan, plant: Loan) -> Scenario {
        Scenario(
            rule(name), explanations: explanations, suits: { $0.plain && $0.first(adult) != nil },
            nearMiss: { household, story in if let member = household.first(adult) { lend(&household, member, story, nearMiss) } },
            plant: { household, story in
                if let member = household.first(adult) { lend(&household, member, story, plant) }
                return .key("JZ\(story.serial)")
            })
    }

    static let all: [Scenario] = [
        .person(
            rule("micro-loan-borrower-age"), explanations: ["id_typed_wrong"], who: adult,
            nearMiss: { household, member, story in
                lend(&household, member, story, Loan(lent: household.members[member].birth.adding(years: 18)))
            },
            plant: { household, member, story in
                lend(&household, member, story, Loan(lent: household.members[member].birth.adding(years: 18)?.adding(days: -1)))
            }),
        row("micro-loan-not-for-production", nearMiss: Loan(use: "种植"), plant: Loan(use: "结婚")),
        row("micro-loan-overdue-subsidised", nearMiss: Loan(overdue: 900, subsidised: false), plant: Loan(overdue: 900)),
        row("micro-loan-term-too-long", explanations: ["id_typed_wrong", "local_practice"], nearMiss: Loan(months: 36), plant: Loan(months: 37)),
        .household(
            rule("micro-loan-over-limit"), explanations: ["reporting_delay"], suits: { $0.plain && $0.first(adult) != nil },
            nearMiss: { household, story in if let member = household.first(adult) { lend(&household, member, story, Loan(amount: 50_000)) } },
            plant: { household, story in if let member = household.first(adult) { lend(&household, member, story, Loan(amount: 50_001)) } }),
    ]
}
