import Testing
import Web

@testable import Dashboards

/// Five classes with bounds that are written as they are meant.
@Suite struct ValueClassesTests {
    @Test func fiveClassesAtRoundBounds() {
        let classes = ValueClasses([0.14, 0.184, 0.201, 0.238, 0.251, 0.271, 0.296, 0.302, 0.349, 0.413, 0.44], isRate: true)
        #expect(classes.count == 5)
        #expect(classes.bounds.allSatisfy { abs(($0 * 1000).rounded() - $0 * 1000) < 1e-9 })
        #expect(classes.shade(of: 0.14) == 1 && classes.shade(of: 0.44) == 5)
        let names = classes.names(.zh)
        #expect(names.count == 5 && names[0].hasSuffix("% 以下") && names[4].hasSuffix("% 及以上"))
        #expect(classes.names(.en)[0].hasPrefix("below "))
    }

    @Test func everyValueLiesInTheClassThatItsBoundsSay() {
        let values = (0..<200).map { Double($0 * $0 % 977) }
        let classes = ValueClasses(values, isRate: false)
        for value in values {
            let number = classes.bounds.count { $0 <= value }
            #expect(classes.shade(of: value) == classes.shade(ofClass: number))
        }
        #expect(Set(values.map(classes.shade(of:))) == [1, 2, 3, 4, 5])
    }

    @Test func alikeValuesHaveOneShadeAndNoBounds() {
        for values in [[], [0.3], [5, 5, 5], [Double.nan]] {
            let classes = ValueClasses(values, isRate: false)
            #expect(classes.bounds.isEmpty && classes.names(.zh).isEmpty && classes.shade(of: 5) == 3)
        }
    }

    @Test func twoValuesAreTwoClassesFarApart() {
        let classes = ValueClasses([1, 2], isRate: false)
        #expect(classes.count == 2)
        #expect(classes.shade(of: 1) == 1 && classes.shade(of: 2) == 5)
    }

    @Test(arguments: [(0, 1), (1, 1), (3, 1), (4, 2), (7, 5), (150, 50), (301, 200), (9_000, 5_000)] as [(Int64, Int64)])
    func theAxisOfMonthsReachesTheLargestCount(most: Int64, step: Int64) {
        #expect(MonthChart.step(for: most) == step)
        #expect(step * 3 >= most)
    }
}
