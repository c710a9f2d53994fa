import Actions

/// What the register knows of a household as a whole: where it is, how it stands, why it is poor, what threatens it (handbook §1.2, §1.7).
package enum HouseholdField: Int, FactField {
    case region, naturalVillage, address, phone, standard, attribute, status, enteredOn, exitedOn, relapsedOn, removedOn
    case mainCause, otherCauses, notExitedReason, story, militaryFamily, onlyChildFamily, twoDaughtersFamily
    case relocated, relocationWay, resettlementArea, bank, bankAccount, helperName, helperUnit
    case monitored, wasRegistered, noLabour, risks, disasterRisk, identifiedOn, consentLetter
    case housingProblem, schoolProblem, waterProblem, insuranceProblem, riskRemoved, riskRemovalWay, riskRemovedOn, endedBy

    package static let declared: [FieldDeclaration] = [
        .init("region", .region, correctable: false),
        .init("natural_village", .text(40)),
        .init("address", .text(100)),
        .init("phone", .sealed(.phone)),
        .init("standard", .code("standard")),
        .init("attribute", .code("attribute")),
        .init("status", .code("status"), correctable: false),
        .init("entered_on", .date),
        .init("exited_on", .date),
        .init("relapsed_on", .date),
        .init("removed_on", .date),
        .init("main_cause", .code("cause")),
        .init("other_causes", .codes("cause", most: 2)),
        .init("not_exited_reason", .text(60)),
        .init("story", .text(500)),
        .init("military_family", .flag),
        .init("only_child_family", .flag),
        .init("two_daughters_family", .flag),
        .init("relocated", .flag),
        .init("relocation_way", .code("relocation_way")),
        .init("resettlement_area", .flag),
        .init("bank", .text(40)),
        .init("bank_account", .sealed(.account)),
        .init("helper_name", .text(50)),
        .init("helper_unit", .text(60)),
        .init("monitored_category", .code("monitored"), correctable: false),
        .init("was_registered", .flag),
        .init("no_labour_household", .flag),
        .init("risks", .codes("risk", most: 5), correctable: false),
        .init("disaster_risk", .code("disaster")),
        .init("identified_on", .date),
        .init("consent_letter", .text(40)),
        .init("housing_problem", .flag),
        .init("school_problem", .flag),
        .init("water_problem", .flag),
        .init("insurance_problem", .flag),
        .init("risk_removed", .flag, correctable: false),
        .init("risk_removal_way", .code("removal_way")),
        .init("risk_removed_on", .date),
        .init("ended_by", .text(20), correctable: false),
    ]

    package static let owner: StaticString = "household"
    package static let table = AuditedTable("household_versions", columns: columns)
}
