import Foundation

/// The cosine of an angle in degrees.
enum Cosine {
    static func of(degrees: Double) -> Double { cos(degrees * .pi / 180) }
}
