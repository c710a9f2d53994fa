import Testing

@testable import Access

@Suite struct PasswordHashTests {
    /// Made by argon2-cffi 25.1.0, another binding with its own copy of the algorithm.
    static let known: [(String, String)] = [
        ("correct horse battery", "$argon2id$v=19$m=47104,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$Wa02uX65XZbJQN2nTufO/WrUr3mk479l0YFBdi3DvOw"),
        ("绿水青山 也是金山", "$argon2id$v=19$m=64,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$Cw5Fk1LiBLOPf7ICORcknfMBFVs1pzBWBx2BuoDWul0"),
        ("éééééééé", "$argon2id$v=19$m=256,t=3,p=4$MDEyMzQ1Njc4OWFiY2RlZg$X5A9UjVQ36HxVW8TijBq0pdNwTQvDJlq"),
    ]

    @Test(arguments: known) func answersAreThoseOfAnotherImplementation(password: String, text: String) throws {
        let hash = try #require(PasswordHash(text))
        #expect(hash.text == text)
        #expect(try hash.matches(password))
        #expect(try !hash.matches(password + " "))
        #expect(try !hash.matches(""))
    }

    @Test func twoHashesOfOnePasswordDiffer() throws {
        let cost = PasswordHash.Cost(memory: 64, passes: 1, lanes: 1)
        #expect(try PasswordHash(of: "a", cost: cost).text != PasswordHash(of: "a", cost: cost).text)
    }

    @Test func aComposedCharacterIsOnePasswordHoweverTyped() throws {
        let hash = try PasswordHash(of: "caf\u{E9}caf\u{E9}", cost: .init(memory: 64, passes: 1, lanes: 1))
        #expect(try hash.matches("cafe\u{301}cafe\u{301}"))
    }

    @Test(arguments: [
        "", "plain", "$argon2i$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
        "$argon2id$v=19$m=64,t=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
        "$argon2id$v=19$m=4294967295,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
        "$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$", "$argon2id$v=19$m=64,t=1,p=1$***$MDEyMzQ1Njc4OWFiY2RlZg",
        "$argon2id$v=19$m=64,t=999999,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
    ])
    func aDamagedOrCostlyTextIsNotComputed(text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test func aFullLineSaysBusyAndTheRestAreServed() async throws {
        let hasher = PasswordHasher(threads: 1, room: 2)
        let cost = PasswordHash.Cost(memory: 8192, passes: 2, lanes: 1)
        let answers = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<12 { group.addTask { (try? await hasher.hash("a", cost: cost)) != nil } }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(answers.contains(true))
        #expect(answers.contains(false))
        #expect(try await hasher.matches("a", PasswordHash(of: "a", cost: .init(memory: 64, passes: 1, lanes: 1))))
    }
}
