import Access
import Actions
import Basics
import Clues
import Storage
import WorkOrders

extension Demonstration {
    /// Lets some people work: the county gives out what one village has, its officer verifies some, the township reviews, the
    /// county closes. Each with an account of its own and through the acts of the pages.
    func workOnClues(_ path: [RegionCode]) async throws {
        func actor(_ role: Role, _ level: RegionCode.Level) async throws -> Actor? {
            guard let region = path.first(where: { $0.level == level }) else { return nil }
            return try await account(role, in: region)
        }
        guard let county = try await actor(.countyOffice, .county), let township = try await actor(.townshipOfficer, .township),
            let village = try await actor(.villageOfficer, .village), let looking = county.looking(at: village.scope.region)
        else { return }
        // Half of it, so that there is something left to give out.
        let waiting = try await clues(in: looking, .created)
        let given = Array(waiting.prefix(min(60, waiting.count / 2)))
        guard !given.isEmpty else { return }
        let officers: WorkOrdersParts.Officers = { regions, reading in
            try FieldOfficers.find(regions, on: reading.today, in: reading.reader).map {
                .init(account: $0.account, name: $0.name, region: $0.region)
            }
        }
        try await act(DispatchClues(clues: given, officers: officers), as: looking)
        let followers = OrderFollowers(CluesFeature.orderKinds)
        for (number, clue) in try await clues(in: village, .dispatched).prefix(40).enumerated() {
            // Of ten, one is so, six are not, one cannot be told, and two are still waiting.
            let verdict: Verdict = number % 10 == 0 ? .confirmed : number % 10 < 7 ? .notConfirmed : .cannotVerify
            guard number % 10 < 8 else { continue }
            try await act(
                GiveVerdict(
                    clue: clue, verdict: verdict, explanation: verdict == .notConfirmed ? "cancelled_not_synchronised" : nil,
                    said: "入户看过，问了本人和邻居两人", signature: village.name, certificate: verdict == .notConfirmed ? "演示证明 \(number) 号" : nil,
                    followers: followers), as: village)
        }
        for clue in try await clues(in: village, .notConfirmed).prefix(12) { try await act(ReviewClue(clue: clue, agree: true), as: township) }
        let reviewed = try await clues(in: village, .reviewed).prefix(6)
        if !reviewed.isEmpty { try await act(CloseClues(clues: Array(reviewed), reason: "复核无误，销号"), as: county) }
    }

    private func act<A: Action>(_ action: A, as actor: Actor) async throws {
        _ = try await installation.desk.perform(action, as: actor, request: ActionRequest(id: "demo-clues"))
    }

    private func clues(in actor: Actor, _ state: ClueState) async throws -> [Int64] {
        try await installation.desk.ask(ListClues(filter: ClueFilter(standing: .state(state)), limit: 200), as: actor).lines.map(\.clue.id)
    }

    /// The account of a post, as it may act today.
    private func account(_ role: Role, in region: RegionCode) async throws -> Actor? {
        let found = try await installation.database.read { reader in
            try reader.row("SELECT MIN(a.id) AS id FROM accounts a WHERE a.role = \(role.rawValue) AND a.region = \(region)")?.optionalInteger("id")
        }
        guard let found else { return nil }
        return try await rooms.actor(of: found)
    }
}
