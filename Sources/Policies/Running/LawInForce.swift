import PolicyLanguage

/// The packs a run is made with, and their installed versions.
package struct LawInForce: Sendable {
    package var packs: [PolicyPack]
    /// By pack.
    package var versions: [String: Int]
    /// County code (six digits) to the digits of the area whose law holds there; a county not named has its own code.
    package var standsFor: [String: String]

    package init(packs: [PolicyPack], versions: [String: Int], standsFor: [String: String] = [:]) {
        (self.packs, self.versions, self.standsFor) = (packs, versions, standsFor)
    }
}
