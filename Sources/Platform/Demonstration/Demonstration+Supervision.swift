import Actions
import Basics
import Clues
import Storage
import Supervision

extension Demonstration {
    /// What followed the clues that were so, and what the levels above said of what was overdue: some of it done, some still open.
    func supervise(_ path: [RegionCode]) async throws {
        guard let people = try await DemonstrationPeople(self, path) else { return }
        let confirmed = try await installation.desk.ask(
            ListClues(filter: ClueFilter(standing: .all, verdicts: [.confirmed]), limit: 200), as: people.village
        ).lines.map(\.clue.id)
        clock.go(daysAgo: 5)
        try await beginMeasures(confirmed, people)
        try await urge(people)
    }

    private func beginMeasures(_ clues: [Int64], _ people: DemonstrationPeople) async throws {
        guard let first = clues.first else { return }
        // The money comes in two payments, one of them entered twice and taken back.
        let recovery = try await act(
            BeginMeasure(clue: first, kind: .recovery, what: "2025 年多领的低保金", reason: "核实属实，按月核算", limit: 15, amount: "4,860"), as: people.county)
        try await act(RecordPayment(measure: recovery, amount: "1,200", receipt: "演示票据 0012"), as: people.county)
        try await act(RecordPayment(measure: recovery, amount: "1,200", receipt: "演示票据 0012"), as: people.county)
        let entries = try await installation.database.read { reader in
            try reader.rows("SELECT e.id FROM measure_entries e WHERE e.measure = \(recovery) AND e.event = 'pay' ORDER BY e.id").map {
                try $0.integer("id")
            }
        }
        if let twice = entries.last { try await act(ReversePayment(measure: recovery, entry: twice, reason: "同一张票据登记了两次"), as: people.county) }
        clock.go(daysAgo: 4, hour: 11)
        try await act(RecordPayment(measure: recovery, amount: "800", receipt: "演示票据 0019"), as: people.county)
        guard let second = clues.dropFirst().first else { return }
        let talk = try await act(
            BeginMeasure(clue: second, kind: .discipline, what: "入户核查走过场", reason: "复核发现没有入户", way: .talk, post: "村两委干部", people: 2),
            as: people.county)
        try await act(EndMeasure(measure: talk, done: true, reason: "已谈话，记入台账"), as: people.county)
        try await act(
            BeginMeasure(
                clue: second, kind: .referral, what: "冒领补贴线索", reason: "超出本级职权", limit: 3, authority: "县纪委监委", letter: "演示函〔2026〕3 号"),
            as: people.county)
        guard let third = clues.dropFirst(2).first else { return }
        try await act(BeginMeasure(clue: third, kind: .removal, what: "不符合建档条件", reason: "核实属实，启动清退", limit: 1), as: people.township)
    }

    private func urge(_ people: DemonstrationPeople) async throws {
        let parts = rooms.supervision
        let township = people.township.scope.region.number
        let answered = try await act(
            SendUrging(region: township, about: .clues, text: "请三日内办结超期线索，并回复办理情况。", limit: 3, parts: parts), as: people.county)
        try await act(
            SendUrging(
                region: people.village.scope.region.number, about: .orders, holder: people.village.account, text: "走访超期，请说明原因。", limit: 1,
                parts: parts),
            as: people.township)
        clock.go(daysAgo: 3, hour: 16)
        try await act(ReplyUrging(urging: answered, said: "已办结 6 条，其余因外出务工联系不上，本周内补核。", parts: parts), as: people.township)
        if let city = people.city {
            try await act(
                SendUrging(region: people.county.scope.region.number, about: .measures, text: "请报告追缴进度和困难。", limit: 5, parts: parts), as: city)
        }
    }
}
