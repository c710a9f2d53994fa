import Access
import Actions
import Basics
import Clues
import Storage
import WorkOrders

extension Demonstration {
    /// Lets some people work: three weeks ago the county gives out what one village has, its officer verifies some, the township reviews, the county
    /// closes; last week it gives out more, there and elsewhere. Each with an account of its own and through the acts of the pages. What nobody did
    /// is overdue by now.
    func workOnClues(_ path: [RegionCode]) async throws {
        guard let people = try await DemonstrationPeople(self, path), let looking = people.county.looking(at: people.village.scope.region) else {
            return
        }
        // Two thirds of it in two portions, so that there is something left to give out.
        let waiting = try await clues(in: looking, .created)
        let given = min(40, waiting.count / 2)
        guard given > 0 else { return }
        clock.go(daysAgo: 23)
        try await give(Array(waiting.prefix(given)), as: looking)
        clock.go(daysAgo: 20, hour: 10)
        try await verify(people.village, 26)
        clock.go(daysAgo: 17, hour: 14)
        for clue in try await clues(in: people.village, .notConfirmed).prefix(10) {
            try await act(ReviewClue(clue: clue, agree: true), as: people.township)
        }
        clock.go(daysAgo: 15)
        let reviewed = try await clues(in: people.village, .reviewed).prefix(6)
        if !reviewed.isEmpty { try await act(CloseClues(clues: Array(reviewed), reason: "复核无误，销号"), as: people.county) }
        clock.go(daysAgo: 9)
        try await lookOverDeadlines()
        try await give(Array(waiting.dropFirst(given).prefix(min(20, waiting.count / 6))), as: looking)
        clock.go(daysAgo: 7, hour: 11)
        var elsewhere: [Int64] = []
        for village in try await otherVillages(of: people) { elsewhere += try await clues(in: village, .created) }
        try await give(Array(elsewhere.prefix(OrderBook.most)), as: people.county)
    }

    /// Every second of the county's other villages. Who goes there has no account here, and their visits wait for a name.
    private func otherVillages(of people: DemonstrationPeople) async throws -> [Actor] {
        let regions = try await installation.database.read { reader in
            try reader.rows("SELECT id FROM regions WHERE \(within: people.county.scope, "id") ORDER BY id").map { try $0.region("id") }
        }
        let villages = regions.filter { $0.level == .village && $0 != people.village.scope.region }
        return villages.enumerated().filter { $0.offset % 2 == 0 }.compactMap { people.county.looking(at: $0.element) }
    }

    /// The day before yesterday the village goes on, and the township with what it has just heard: so some of the work is under way.
    func goOnWithClues(_ path: [RegionCode]) async throws {
        guard let people = try await DemonstrationPeople(self, path) else { return }
        clock.go(daysAgo: 2, hour: 15)
        try await verify(people.village, 14)
        for clue in try await clues(in: people.village, .notConfirmed).prefix(3) {
            try await act(ReviewClue(clue: clue, agree: true), as: people.township)
        }
        clock.go(daysAgo: 1)
        try await lookOverDeadlines()
    }

    /// Where somebody else's villages are given work too; who goes there has no account here, and the visits wait for a name.
    private func everySecondTownship(of county: Actor) async throws -> [Actor] {
        let regions = try await installation.database.read { reader in
            try reader.rows("SELECT id FROM regions WHERE \(within: county.scope, "id") ORDER BY id").map { try $0.region("id") }
        }
        let townships = regions.filter { $0.level == .township }.dropFirst()
        return townships.enumerated().filter { $0.offset % 2 == 0 }.compactMap { county.looking(at: $0.element) }
    }

    /// What runs beside the site every quarter of an hour: reminders, and what is overdue raised to the next level.
    func lookOverDeadlines() async throws {
        try await rooms.deadlines.look()
        try await rooms.clueWatch.look()
    }

    private func give(_ clues: [Int64], as actor: Actor) async throws {
        guard !clues.isEmpty else { return }
        let officers: WorkOrdersParts.Officers = { regions, reading in
            try FieldOfficers.find(regions, on: reading.today, in: reading.reader).map {
                .init(account: $0.account, name: $0.name, region: $0.region)
            }
        }
        try await act(DispatchClues(clues: clues, officers: officers), as: actor)
    }

    /// Of ten, two are so, five are not, one cannot be told, and two are still waiting.
    private func verify(_ village: Actor, _ most: Int) async throws {
        let followers = OrderFollowers(CluesFeature.orderKinds)
        for (number, clue) in try await clues(in: village, .dispatched).prefix(most).enumerated() where number % 10 < 8 {
            let verdict: Verdict = number % 10 < 2 ? .confirmed : number % 10 < 7 ? .notConfirmed : .cannotVerify
            try await act(
                GiveVerdict(
                    clue: clue, verdict: verdict, explanation: verdict == .notConfirmed ? "cancelled_not_synchronised" : nil,
                    said: "入户看过，问了本人和邻居两人", signature: village.name, certificate: verdict == .notConfirmed ? "演示证明 \(number) 号" : nil,
                    followers: followers), as: village)
        }
    }

    @discardableResult
    func act<A: Action>(_ action: A, as actor: Actor) async throws -> A.Outcome {
        try await installation.desk.perform(action, as: actor, request: ActionRequest(id: "demo-clues")).outcome
    }

    func clues(in actor: Actor, _ state: ClueState) async throws -> [Int64] {
        try await installation.desk.ask(ListClues(filter: ClueFilter(standing: .state(state)), limit: 200), as: actor).lines.map(\.clue.id)
    }

    /// The account of a post, as it may act today.
    func account(_ role: Role, in region: RegionCode) async throws -> Actor? {
        let found = try await installation.database.read { reader in
            try reader.row("SELECT MIN(a.id) AS id FROM accounts a WHERE a.role = \(role.rawValue) AND a.region = \(region)")?.optionalInteger("id")
        }
        guard let found else { return nil }
        return try await rooms.actor(of: found)
    }
}

/// The offices of one village and of what lies above it.
struct DemonstrationPeople: Sendable {
    let city: Actor?
    let county: Actor
    let township: Actor
    let village: Actor

    /// Nil where a level is missing.
    init?(_ demonstration: Demonstration, _ path: [RegionCode]) async throws {
        func actor(_ role: Role, _ level: RegionCode.Level) async throws -> Actor? {
            guard let region = path.first(where: { $0.level == level }) else { return nil }
            return try await demonstration.account(role, in: region)
        }
        guard let county = try await actor(.countyOffice, .county), let township = try await actor(.townshipOfficer, .township),
            let village = try await actor(.villageOfficer, .village)
        else { return nil }
        (self.county, self.township, self.village) = (county, township, village)
        city = try await actor(.cityOffice, .city)
    }
}
