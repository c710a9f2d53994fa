import Actions
import Basics
import Testing

@Suite struct ScopeTests {
    @Test func aScopeIsOnlyEverNarrowed() throws {
        let scope = Scope(region: Ledger.county, department: "civil-affairs")
        #expect(scope.narrowed(to: Ledger.village) == Scope(region: Ledger.village, department: "civil-affairs"))
        #expect(scope.narrowed(to: Ledger.neighbour) == nil)
        #expect(scope.narrowed(to: Ledger.county.parent) == nil)
        #expect(scope.narrowed(to: nil) == scope)
    }

    @Test func anActorLooksOnlyAtPartsOfItsScope() {
        #expect(Ledger.actor().looking(at: Ledger.village)?.scope.region == Ledger.village)
        #expect(Ledger.actor().looking(at: Ledger.neighbour) == nil)
    }
}
