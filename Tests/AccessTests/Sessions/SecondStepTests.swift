import Actions
import Basics
import Storage
import Testing

@testable import Access

@Suite struct SecondStepTests {
    private func begin(_ house: House, _ login: String) async throws -> String {
        guard case .secondFactor(let token) = try await house.gate.signIn(login: login, password: House.password, from: .office) else {
            throw Refusal.signedOut
        }
        return token
    }

    @Test func thePasswordAloneOpensNothing() async throws {
        try await eachHouse { house in
            let account = try await house.account("wang.fang", .countyOffice, .county)
            let (seed, _) = try await house.enrol(account)
            let pending = try await begin(house, "wang.fang")
            #expect(try await house.visitor(pending) == nil)
            let token = try await house.gate.confirm(token: pending, code: house.code(seed), from: .office)
            #expect(token != pending)
            #expect(try await house.visitor(token) != nil)
            #expect(try await house.visitor(pending) == nil)
        }
    }

    @Test func aCodeServesOnceAndOnlyForAMinute() async throws {
        try await eachHouse { house in
            let (seed, _) = try await house.enrol(house.account("wang.fang", .countyOffice, .county))
            let code = try house.code(seed)
            _ = try await house.gate.confirm(token: begin(house, "wang.fang"), code: code, from: .office)
            let second = try await begin(house, "wang.fang")
            await #expect(throws: Refusal.invalid("code", SecondFactor.wrong)) {
                try await house.gate.confirm(token: second, code: code, from: .office)
            }
            house.pass(seconds: 60)
            let third = try await begin(house, "wang.fang")
            await #expect(throws: Refusal.invalid("code", SecondFactor.wrong)) {
                try await house.gate.confirm(token: third, code: house.code(seed, ago: 2), from: .office)
            }
            _ = try await house.gate.confirm(token: third, code: house.code(seed, ago: 1), from: .office)
        }
    }

    /// Of two requests that bring one code at once, one comes in.
    @Test func oneCodeAtOnceInTwoPlacesOpensOneSession() async throws {
        try await eachHouse { house in
            let (seed, _) = try await house.enrol(house.account("wang.fang", .countyOffice, .county))
            let pending = [try await begin(house, "wang.fang"), try await begin(house, "wang.fang")]
            let code = try house.code(seed)
            let opened = await withTaskGroup(of: Bool.self) { group in
                for token in pending { group.addTask { (try? await house.gate.confirm(token: token, code: code, from: .office)) != nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(opened == 1)
        }
    }

    @Test func aRecoveryCodeServesOnce() async throws {
        try await eachHouse { house in
            let (_, codes) = try await house.enrol(house.account("wang.fang", .countyOffice, .county))
            let typed = codes[3].lowercased().replacing("-", with: " ")
            _ = try await house.gate.confirm(token: begin(house, "wang.fang"), code: typed, from: .office)
            let second = try await begin(house, "wang.fang")
            await #expect(throws: Refusal.invalid("code", SecondFactor.wrong)) {
                try await house.gate.confirm(token: second, code: codes[3], from: .office)
            }
            _ = try await house.gate.confirm(token: second, code: codes[4], from: .office)
        }
    }

    /// Somebody else's recovery code is no code, though it stands in the same table.
    @Test func anothersRecoveryCodeIsRefused() async throws {
        try await eachHouse { house in
            let (_, theirs) = try await house.enrol(house.account("other", .countyOffice, .county))
            _ = try await house.enrol(house.account("wang.fang", .countyOffice, .county))
            let pending = try await begin(house, "wang.fang")
            await #expect(throws: Refusal.invalid("code", SecondFactor.wrong)) {
                try await house.gate.confirm(token: pending, code: theirs[0], from: .office)
            }
        }
    }

    @Test func theSecondStepMustFollowSoon() async throws {
        try await eachHouse { house in
            let (seed, _) = try await house.enrol(house.account("wang.fang", .countyOffice, .county))
            let pending = try await begin(house, "wang.fang")
            house.pass(seconds: house.settings.patience)
            await #expect(throws: Refusal.signedOut) { try await house.gate.confirm(token: pending, code: house.code(seed), from: .office) }
        }
    }

    @Test func theSeedIsSealedAndNeverShownAgain() async throws {
        try await eachHouse { house in
            let account = try await house.account("wang.fang", .countyOffice, .county)
            let (seed, _) = try await house.enrol(account)
            let stored = try await house.desk.database.read { try $0.row("SELECT seed FROM second_factors")?.bytes("seed") ?? [] }
            #expect(!stored.contains(sequence: seed) && !stored.contains(sequence: Array(PlainBase64.encode(seed).utf8)))
            let shown = try await house.desk.ask(BegunSecondFactor(), as: account.actor)
            #expect(shown.seed == nil && shown.isEnrolled)
            await #expect(throws: Refusal.conflict(SecondFactor.enrolled)) {
                try await house.desk.perform(BeginSecondFactor(account: account.id), as: account.actor, request: .init(id: "r"))
            }
        }
    }

    @Test func whoMustEnrolIsLedThereAndMayDoNothingElse() async throws {
        var settings = AccessSettings.plain
        settings.secondFactor = .countyAndAbove
        try await eachHouse(settings) { house in
            let county = try await house.account("county", .countyOffice, .county)
            try await house.account("village", .villageOfficer, .village)
            let visitor = try #require(try await house.visitor(house.open("county")))
            #expect(visitor.detour == .secondFactor && visitor.actor.permissions == [.accountOwn])
            #expect(try await house.visitor(house.open("village"))?.detour == nil)
            let (seed, _) = try await house.enrol(county)
            let token = try await house.gate.confirm(token: begin(house, "county"), code: house.code(seed), from: .office)
            #expect(try await house.visitor(token)?.detour == nil)
        }
    }

    @Test func showingOnceMoreWhoOneIsCountsForTenMinutesUnderANewToken() async throws {
        try await eachHouse { house in
            let (seed, _) = try await house.enrol(house.account("wang.fang", .countyOffice, .county))
            let token = try await house.gate.confirm(token: begin(house, "wang.fang"), code: house.code(seed), from: .office)
            // Signing in counts as well: nobody is asked twice within ten minutes.
            house.pass(seconds: 599)
            #expect(try await house.visitor(token)?.steppedUpUntil.map { $0 > house.now } == true)
            house.pass(seconds: 1)
            #expect(try await house.visitor(token)?.steppedUpUntil.map { $0 > house.now } == false)
            await #expect(throws: Refusal.invalid("code", SecondFactor.wrong)) {
                try await house.gate.stepUp(token: token, proof: House.password, from: .office)
            }
            let next = try await house.gate.stepUp(token: token, proof: house.code(seed), from: .office)
            #expect(try await house.visitor(token) == nil)
            #expect(try await house.visitor(next)?.steppedUpUntil == house.now.adding(seconds: house.settings.stepUp))
        }
    }

    @Test func withoutASecondFactorThePasswordIsAskedOnceMore() async throws {
        try await eachHouse { house in
            try await house.account("village", .villageOfficer, .village)
            let token = try await house.open("village")
            await #expect(throws: Refusal.invalid("proof", SecondFactor.wrong)) {
                try await house.gate.stepUp(token: token, proof: "wrong", from: .office)
            }
            _ = try await house.gate.stepUp(token: token, proof: House.password, from: .office)
        }
    }
}

extension [UInt8] {
    fileprivate func contains(sequence: [UInt8]) -> Bool {
        guard !sequence.isEmpty, count >= sequence.count else { return false }
        return (0...(count - sequence.count)).contains { Array(self[$0..<$0 + sequence.count]) == sequence }
    }
}
