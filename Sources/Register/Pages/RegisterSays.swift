import Actions
import Basics
import Storage
import Web

/// What the register itself says about the thing a department's dataset is about, for a look at both side by side.
package enum RegisterSays {
    /// Fields of the register by the dataset they can be held against. A dataset that is not here is of things the register does not record.
    private static let ofMembers: [String: [MemberField]] = [
        "medical_insurance": [.residentMedical, .employeeMedical], "disability": [.health, .disabilityKind], "students": [.inSchool, .education],
        "dropouts": [.inSchool, .dropoutReason], "minimum_living_allowance": [.minimumLiving], "destitute_support": [.destitute],
        "payroll": [.employer, .workPlace], "employment_insurance": [.employer, .workPlace], "staff": [.employer], "village_cadres": [.politics],
        "pension": [.residentPension, .employeePension], "diseases": [.health], "residents": [.ethnicity, .birthDate],
        "relocation": [.relocated],
    ]
    private static let ofHouseholds: [String: [LivingField]] = [
        "dangerous_houses": [.housingGrade, .structure], "housing_renovation": [.housingGrade], "real_estate": [.floorArea, .structure],
        "commercial_housing": [.floorArea], "cooperative_members": [.cooperative], "forest_rangers": [.forest],
        "returned_farmland": [.returnedForest], "land_contracts": [.arable],
    ]

    /// A household as the register has it, and whom other rooms may be asked of; `notFound` outside the scope.
    package struct Look: Sendable {
        package let found: HouseholdFacts
        package let question: HouseholdInQuestion?
        private let words: Words

        init(_ found: HouseholdFacts, _ visit: Visit) {
            (self.found, question, words) = (found, HouseholdInQuestion(found), Words(visit))
        }

        /// The facts about a dataset's thing: of one person, or of all in whom they are recorded.
        package func facts(about dataset: String, of person: Int64?) -> [KnownElsewhere.Fact] {
            if let fields = RegisterSays.ofHouseholds[dataset], let living = found.living {
                return fields.compactMap { field in words.fact(field, living).map { .init(name: words.title(field.declaration), text: $0) } }
            }
            guard let fields = RegisterSays.ofMembers[dataset] else { return [] }
            let members = found.members.filter { person == nil || $0.owner == person }
            return members.flatMap { member in
                fields.compactMap { field in
                    words.fact(field, member.facts).map {
                        let name =
                            person == nil ? "\(member.facts.text(.name) ?? "") \(words.title(field.declaration))" : words.title(field.declaration)
                        return KnownElsewhere.Fact(name: name, text: $0)
                    }
                }
            }
        }

        package func name(of person: Int64) -> String? { found.members.first { $0.owner == person }?.facts.text(.name) }
    }

    package static func look(at household: Int64, _ visit: Visit) async throws -> Look {
        Look(try await visit.ask(ShowHousehold(id: household)), visit)
    }
}
