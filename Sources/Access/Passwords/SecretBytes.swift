import Foundation

extension [UInt8] {
    /// Bytes nobody can guess, from the system's generator.
    package static func random(count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// Compares without telling by its time where the first difference is. Of different lengths they are different at once: lengths are no secret.
    package func equalsInConstantTime(_ other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        var difference: UInt8 = 0
        for index in indices { difference |= self[index] ^ other[index] }
        return difference == 0
    }
}

extension String {
    /// Unicode's composed form (NFC), so that é typed as one character or as two is one password.
    var precomposed: String { precomposedStringWithCanonicalMapping }
}
