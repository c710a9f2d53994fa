import Actions
import Basics
import Storage
import Testing

@testable import Access

@Suite struct GateTests {
    @Test func theRightPasswordOpensASessionWithTheRolesPermissions() async throws {
        try await eachHouse { house in
            try await house.account("wang.fang", .townshipOfficer, .township)
            let visitor = try #require(try await house.visitor(house.open(" Wang.Fang ")))
            #expect(visitor.actor.scope.region == .township && visitor.actor.role == "township-officer")
            #expect(visitor.actor.permissions == RoleTable.permissions(of: .townshipOfficer))
            #expect(visitor.detour == nil)
            #expect(try await house.entries().last == "session.open")
        }
    }

    /// Whatever is wrong, the answer is one: nobody learns which logins exist.
    @Test func everyWrongSignInHasTheSameAnswer() async throws {
        try await eachHouse { house in
            let closed = try await house.account("closed", .villageOfficer, .village)
            try await house.account("open", .villageOfficer, .village)
            let admin = try await house.account("admin", .systemAdmin, .province)
            _ = try await house.desk.perform(DisableAccount(account: closed.id), as: admin.actor, request: .init(id: "d", purpose: "离岗"))
            for (login, password) in [("nobody", House.password), ("open", "wrong password"), ("closed", House.password), ("", ""), ("open", "")] {
                await #expect(throws: Refusal.invalid("password", Gate.refused)) { try await house.open(login, password) }
            }
            let denied = try await house.desk.database.read {
                try $0.count("SELECT COUNT(*) FROM audit_leaves WHERE action = 'session.open'")
            }
            #expect(denied == 5)
        }
    }

    @Test func theDatabaseHoldsNoToken() async throws {
        try await eachHouse { house in
            try await house.account("wang.fang", .villageOfficer, .village)
            let token = try await house.open("wang.fang")
            let digest = try SessionToken.digest(of: token)
            let stored = try await house.desk.database.read { try $0.row("SELECT digest FROM sessions")?.bytes("digest") }
            #expect(stored == digest && token.utf8.count == 43)
            #expect(try await house.visitor(token + "A") == nil)
            #expect(try await house.visitor("") == nil)
        }
    }

    /// Session fixation: a token that was in the browser before is worth nothing afterwards, and the new one is new.
    @Test func aTokenFromBeforeSignInEndsWithIt() async throws {
        try await eachHouse { house in
            try await house.account("wang.fang", .villageOfficer, .village)
            let planted = try await house.open("wang.fang")
            guard
                case .open(let token) = try await house.gate.signIn(
                    login: "wang.fang", password: House.password, previous: planted, from: .office)
            else { throw Refusal.signedOut }
            #expect(token != planted)
            #expect(try await house.visitor(planted) == nil)
            #expect(try await house.visitor(token) != nil)
        }
    }

    @Test func aSessionEndsAfterSilenceAndAfterTheLongestTime() async throws {
        try await eachHouse { house in
            try await house.account("wang.fang", .villageOfficer, .village)
            let silent = try await house.open("wang.fang")
            house.pass(seconds: house.settings.idle - 1)
            #expect(try await house.visitor(silent) != nil)
            house.pass(seconds: house.settings.idle)
            #expect(try await house.visitor(silent) == nil)

            let busy = try await house.open("wang.fang")
            for _ in 0..<35 {
                house.pass(seconds: 20 * 60)
                #expect(try await house.visitor(busy) != nil)
            }
            house.pass(seconds: 20 * 60)
            #expect(try await house.visitor(busy) == nil)
        }
    }

    @Test func signingOutEndsTheSession() async throws {
        try await eachHouse { house in
            try await house.account("wang.fang", .villageOfficer, .village)
            let (token, other) = (try await house.open("wang.fang"), try await house.open("wang.fang"))
            try await house.gate.signOut(token: token, request: "r")
            #expect(try await house.visitor(token) == nil)
            #expect(try await house.visitor(other) != nil)
            try await house.gate.signOut(token: token, request: "r")
        }
    }

    @Test func nobodyEndsAnothersSession() async throws {
        try await eachHouse { house in
            let owner = try await house.account("owner", .villageOfficer, .village)
            let stranger = try await house.account("stranger", .villageOfficer, .village)
            let token = try await house.open("owner")
            let session = try #require(try await house.visitor(token)).session
            for account in [owner.id, stranger.id] {
                await #expect(throws: Refusal.notFound) {
                    try await house.desk.perform(EndSession(session: session, account: account), as: stranger.actor, request: .init(id: "r"))
                }
            }
            #expect(try await house.visitor(token) != nil)
        }
    }

    @Test func aHashOfAnotherCostIsRenewedAtSignIn() async throws {
        try await eachHouse { house in
            let account = try await house.account("wang.fang", .villageOfficer, .village)
            let weak = try PasswordHash(of: House.password, cost: .init(memory: 16, passes: 1, lanes: 1))
            _ = try await house.desk.perform(StrengthenPassword(account: account.id, hash: weak.text), as: account.actor, request: .init(id: "r"))
            _ = try await house.open("wang.fang")
            let stored = try await house.desk.database.read { try $0.row("SELECT hash FROM account_passwords")?.text("hash") }
            let hash = try #require(PasswordHash(stored ?? ""))
            #expect(hash.cost == house.settings.passwordCost)
            #expect(try hash.matches(House.password))
        }
    }
}
