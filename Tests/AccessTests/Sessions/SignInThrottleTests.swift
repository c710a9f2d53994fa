import Actions
import Basics
import Storage
import Testing

@testable import Access

@Suite struct SignInThrottleTests {
    @Test func theWaitDoublesAndHasAnEnd() {
        let bucket = SignInThrottle.Bucket.accountFromNetwork
        #expect((1...4).allSatisfy { bucket.wait(failures: $0, quiet: 0) == 0 })
        #expect((5...9).map { bucket.wait(failures: $0, quiet: 0) } == [1, 2, 4, 8, 16])
        #expect(bucket.wait(failures: 1_000_000, quiet: 0) == 900)
        #expect(bucket.wait(failures: .max, quiet: 0) == 900)
        #expect(bucket.wait(failures: 9, quiet: 10) == 6)
        #expect(bucket.wait(failures: 9, quiet: 3600) == 0)
        #expect(bucket.wait(failures: 9, quiet: -5) == 16)
    }

    /// A million guesses against one account from everywhere: at most one a minute is looked at.
    @Test func anAccountUnderAttackFromEverywhereIsSlowButNeverLocked() {
        let bucket = SignInThrottle.Bucket.account
        #expect(bucket.wait(failures: 1_000_000, quiet: 0) == 60)
        #expect(bucket.wait(failures: 1_000_000, quiet: 60) == 0)
    }

    @Test func guessingIsSlowedAndTheRightPasswordComesInAfterTheWait() async throws {
        try await eachHouse { house in
            try await house.account("wang.fang", .villageOfficer, .village)
            for _ in 0..<5 { await #expect(throws: Refusal.invalid("password", Gate.refused)) { try await house.open("wang.fang", "wrong") } }
            await #expect(throws: Refusal.tooOften(seconds: 1)) { try await house.open("wang.fang") }
            house.pass(seconds: 1)
            _ = try await house.open("wang.fang")
            for _ in 0..<4 { await #expect(throws: Refusal.invalid("password", Gate.refused)) { try await house.open("wang.fang", "wrong") } }
            _ = try await house.open("wang.fang")
        }
    }

    @Test func aLoginNobodyHasIsSlowedAlike() async throws {
        try await eachHouse { house in
            for _ in 0..<5 { await #expect(throws: Refusal.invalid("password", Gate.refused)) { try await house.open("nobody", "wrong") } }
            await #expect(throws: Refusal.tooOften(seconds: 1)) { try await house.open("nobody", "wrong") }
        }
    }

    /// A stranger's guesses slow down his network, not the owner's.
    @Test func theOwnerComesInFromTheOfficeWhileAStrangerGuesses() async throws {
        try await eachHouse { house in
            try await house.account("wang.fang", .villageOfficer, .village)
            for _ in 0..<9 {
                do { _ = try await house.open("wang.fang", "wrong", from: .elsewhere) } catch { house.pass(seconds: 1) }
            }
            await #expect(throws: Refusal.self) { try await house.open("wang.fang", "wrong", from: .elsewhere) }
            _ = try await house.open("wang.fang", from: .office)
        }
    }

    @Test func oneAddressGuessingAtManyAccountsIsSlowed() async throws {
        try await eachHouse { house in
            for number in 0..<21 {
                await #expect(throws: Refusal.invalid("password", Gate.refused)) { try await house.open("user\(number)", "wrong") }
            }
            await #expect(throws: Refusal.tooOften(seconds: 1)) { try await house.open("user99", "wrong") }
        }
    }

    @Test func guessesSentAtOnceAreAllCounted() async throws {
        try await eachHouse { house in
            try await house.account("wang.fang", .villageOfficer, .village)
            let looked = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<30 {
                    group.addTask {
                        do {
                            _ = try await house.open("wang.fang", "wrong")
                            return false
                        } catch Refusal.tooOften {
                            return false
                        } catch { return true }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(looked == 5)
        }
    }

    @Test func guessingAtTheSecondFactorIsSlowed() async throws {
        try await eachHouse { house in
            let (seed, _) = try await house.enrol(house.account("wang.fang", .countyOffice, .county))
            guard case .secondFactor(let pending) = try await house.gate.signIn(login: "wang.fang", password: House.password, from: .office) else {
                return
            }
            for _ in 0..<5 {
                await #expect(throws: Refusal.invalid("code", SecondFactor.wrong)) {
                    try await house.gate.confirm(token: pending, code: "000000", from: .office)
                }
            }
            await #expect(throws: Refusal.tooOften(seconds: 1)) {
                try await house.gate.confirm(token: pending, code: house.code(seed), from: .office)
            }
        }
    }

    @Test(arguments: [
        ("192.0.2.17", "192.0.2"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("2001:db8::1", "2001:db8:0:0::"), ("::1", "0:0:0:0::"), ("-", "-"),
    ])
    func networksAreThoseOfAnOffice(address: String, network: String) {
        #expect(Caller(address: address, agent: "", request: "").network == network)
    }
}
