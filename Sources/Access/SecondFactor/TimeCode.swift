import Basics

/// One-time codes by the clock (RFC 6238 over RFC 4226): the second factor that a phone's authenticator app shows.
package struct TimeCode: Sendable {
    package enum Digest: String, Sendable { case sha1 = "SHA1", sha256 = "SHA256", sha512 = "SHA512" }

    /// Seconds one code is shown.
    package static let step: Int64 = 30

    private let seed: [UInt8]
    private let digest: Digest
    private let digits: Int

    /// Six digits of SHA-1 is what every authenticator app can do; its weakness in collisions does not touch HMAC.
    package init(seed: [UInt8], digest: Digest = .sha1, digits: Int = 6) {
        self.seed = seed
        self.digest = digest
        self.digits = min(max(digits, 6), 8)
    }

    /// The number of the step a moment lies in.
    package static func step(atSeconds seconds: Int64) -> Int64 { seconds / step }

    package func code(atStep step: Int64) throws -> String {
        let mac = try KeyedDigest.authenticate(digest.rawValue, seed, withUnsafeBytes(of: step.bigEndian) { Array($0) })
        let offset = Int((mac.last ?? 0) & 15)
        // A digest has at least 20 bytes, so that four from the 16th on are there.
        let number = mac.dropFirst(offset).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let limit = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
        let text = String(number % limit)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step for which a code is right, now or one step ago (a phone's clock lags, and typing takes time); nil if it is wrong. The caller must
    /// see to it that a step serves once.
    package func step(of typed: String, atSeconds seconds: Int64) throws -> Int64? {
        let typed = Array(NumberText.cleaned(typed).utf8)
        let now = Self.step(atSeconds: seconds)
        var found: Int64?
        for step in [now, now - 1] where try Array(code(atStep: step).utf8).equalsInConstantTime(typed) {
            found = found ?? step
        }
        return found
    }

    /// What the authenticator app reads from the QR code. The label tells accounts apart in the app.
    package static func address(seed: [UInt8], issuer: String, login: String) -> String {
        let issuer = percentEncoded(issuer)
        return
            "otpauth://totp/\(issuer):\(percentEncoded(login))?secret=\(Base32.encode(seed))&issuer=\(issuer)&algorithm=SHA1&digits=6&period=\(step)"
    }

    private static func percentEncoded(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        let hex = Array("0123456789ABCDEF".utf8)
        return String(
            decoding: text.utf8.flatMap { plain.contains($0) ? [$0] : [UInt8(ascii: "%"), hex[Int($0 >> 4)], hex[Int($0 & 15)]] }, as: UTF8.self)
    }
}
