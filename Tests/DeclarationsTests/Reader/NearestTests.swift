import Declarations
import Testing

@Suite struct NearestTests {
    @Test(arguments: [
        ("vehicels", "vehicles"), ("vehicle", "vehicles"), ("Veto", "veto"), ("strict_revew", "strict_review"), ("statsu", "status"),
    ])
    func aSlipOfTheFingerFindsTheWord(slip: String, meant: String) {
        #expect(nearest(slip, among: ["vehicles", "veto", "strict_review", "status"]) == meant)
    }

    @Test func swappedNeighboursAreOneSlip() {
        #expect(nearest("ab", among: ["ba"]) == "ba")
    }

    @Test func nothingNearGivesNothing() {
        #expect(nearest("livestock", among: ["vehicles", "veto"]) == nil)
        #expect(nearest("a", among: ["b"]) == nil)
        #expect(nearest("", among: ["ab"]) == nil)
        #expect(nearest("title", among: []) == nil)
        #expect(nearest(String(repeating: "a", count: 10_000), among: ["a"]) == nil)
    }

    @Test func theNearerWins() {
        #expect(nearest("title", among: ["titles", "tilte", "titl", "mile"]) == "titles")
    }
}
