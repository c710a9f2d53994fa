import Basics
import CArgon2

/// What a password is kept as: Argon2id with its parameters and salt, in the usual text form
/// `$argon2id$v=19$m=47104,t=1,p=1$<salt>$<hash>` (base64 without padding), so that parameters can change from one year to the next.
package struct PasswordHash: Hashable, Sendable {
    /// How much work one guess costs.
    package struct Cost: Hashable, Sendable {
        /// KiB of memory.
        package let memory: UInt32
        package let passes: UInt32
        package let lanes: UInt32

        package init(memory: UInt32, passes: UInt32, lanes: UInt32) {
            self.memory = memory
            self.passes = passes
            self.lanes = lanes
        }

        /// 46 MiB, one pass, one lane: the first of the settings OWASP gives for Argon2id.
        package static let standard = Cost(memory: 47_104, passes: 1, lanes: 1)

        /// A stored text may come from a damaged or tampered database: no more than this is ever computed for it.
        var isSane: Bool {
            (8...1_048_576).contains(memory) && (1...16).contains(passes) && (1...16).contains(lanes) && memory >= 8 * lanes
        }
    }

    package let cost: Cost
    package let salt: [UInt8]
    package let hash: [UInt8]

    /// Computes the hash of a new password. Takes some 50 ms and 46 MiB: `PasswordHasher` calls it on its threads.
    package init(of password: String, cost: Cost = .standard, salt: [UInt8] = .random(count: 16), length: Int = 32) throws {
        self.cost = cost
        self.salt = salt
        hash = try Self.argon2id(Self.canonical(password), salt, cost, length)
    }

    /// A hash that no password has: checking against it takes as long as against a real one, for logins that do not exist.
    package static func decoy(cost: Cost) -> PasswordHash { PasswordHash(cost: cost, salt: .random(count: 16), hash: .random(count: 32)) }

    private init(cost: Cost, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// Reads the stored text; nil when it is not one of ours.
    package init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].isEmpty, parts[1] == "argon2id", parts[2] == "v=19" else { return nil }
        let numbers = parts[3].split(separator: ",").map { $0.split(separator: "=") }
        guard numbers.count == 3, numbers.allSatisfy({ $0.count == 2 }), numbers.map({ $0[0] }) == ["m", "t", "p"],
            let memory = UInt32(numbers[0][1]), let passes = UInt32(numbers[1][1]), let lanes = UInt32(numbers[2][1]),
            let salt = PlainBase64.decode(parts[4]), let hash = PlainBase64.decode(parts[5]), (8...64).contains(salt.count),
            (16...64).contains(hash.count)
        else { return nil }
        cost = Cost(memory: memory, passes: passes, lanes: lanes)
        guard cost.isSane else { return nil }
        self.salt = salt
        self.hash = hash
    }

    package var text: String {
        "$argon2id$v=19$m=\(cost.memory),t=\(cost.passes),p=\(cost.lanes)$\(PlainBase64.encode(salt))$\(PlainBase64.encode(hash))"
    }

    /// Whether this is the password; takes as long for a wrong one as for the right one.
    package func matches(_ password: String) throws -> Bool {
        try Self.argon2id(Self.canonical(password), salt, cost, hash.count).equalsInConstantTime(hash)
    }

    /// One text for a password however a keyboard composes it.
    private static func canonical(_ password: String) -> [UInt8] { Array(password.precomposed.utf8) }

    private static func argon2id(_ password: [UInt8], _ salt: [UInt8], _ cost: Cost, _ length: Int) throws -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: length)
        let code = argon2id_hash_raw(cost.passes, cost.memory, cost.lanes, password, password.count, salt, salt.count, &hash, length)
        guard code == ARGON2_OK.rawValue else {
            throw Problem(
                "password-hash-failed", what: .init(zh: "无法计算密码散列", en: "the password hash could not be computed"),
                why: .init(zh: "Argon2 返回 \(code)", en: "Argon2 returned \(code)"),
                remedy: .init(zh: "检查内存", en: "check memory"))
        }
        return hash
    }
}
