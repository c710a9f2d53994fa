import Basics
import Comparison
import PolicyLanguage

/// The packs a run is made with, and their installed versions.
package struct LawInForce: Sendable {
    package var packs: [PolicyPack]
    /// By pack.
    package var versions: [String: Int]
    /// County code (six digits) to the digits of the area whose law holds there; a county not named has its own code.
    package var standsFor: [String: String]
    /// Packs that hold in a part of the region only, because another place has a version of its own.
    package var territories: [String: Territory] = [:]

    package init(packs: [PolicyPack], versions: [String: Int], standsFor: [String: String] = [:]) {
        (self.packs, self.versions, self.standsFor) = (packs, versions, standsFor)
    }

    /// What a place's own version of a pack is called beside the version of those above: packs of one run are told apart by their ids.
    static func name(_ pack: String, at region: RegionCode) -> String { "\(pack)@\(region.digits)" }

    /// The pack itself.
    static func pack(of name: String) -> String { name.split(separator: "@", maxSplits: 1).first.map(String.init) ?? name }
}
