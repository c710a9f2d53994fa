import Actions

/// What the register knows of a person in a household (national form, handbook §1.5).
package enum MemberField: Int, FactField {
    case household, personNumber, name, idNumber, documentType, sex, birthDate, ethnicity, relation, phone
    case education, inSchool, dropoutReason, health, disabilityKind, disabilityYear, diagnosis, labour
    case workArea, workPlace, employer, workMonths, workChannel, workAbroad, publicPost, publicPostMonths
    case politics, mandarin, soldier, residentMedical, employeeMedical, majorIllness, commercialMedical, medicalAid
    case residentPension, employeePension, minimumLiving, destitute, relocated, joinedBy, leftBy

    package static let declared: [FieldDeclaration] = [
        .init("household", .integer(1...Int64.max), correctable: false),
        .init("person_number", .integer(1...Int64.max)),
        .init("name", .text(50)),
        .init("id_number", .sealed(.identity)),
        .init("document_type", .code("document")),
        .init("sex", .code("sex")),
        .init("birth_date", .date),
        .init("ethnicity", .text(20)),
        .init("relation", .code("relation")),
        .init("phone", .sealed(.phone)),
        .init("education", .code("education")),
        .init("in_school", .code("in_school")),
        .init("dropout_reason", .text(40)),
        .init("health", .codes("health", most: 3)),
        .init("disability_kind", .code("disability_kind")),
        .init("disability_year", .year),
        .init("diagnosis", .sealed(.diagnosis)),
        .init("labour_skill", .code("labour")),
        .init("work_area", .code("work_area")),
        .init("work_place", .text(60)),
        .init("employer", .text(60)),
        .init("work_months", .integer(0...12)),
        .init("work_channel", .text(40)),
        .init("work_abroad", .flag),
        .init("public_post", .text(40)),
        .init("public_post_months", .integer(0...12)),
        .init("politics", .code("politics")),
        .init("mandarin", .flag),
        .init("soldier", .flag),
        .init("resident_medical", .flag),
        .init("employee_medical", .flag),
        .init("major_illness_insurance", .flag),
        .init("commercial_medical", .flag),
        .init("medical_aid", .flag),
        .init("resident_pension", .flag),
        .init("employee_pension", .flag),
        .init("minimum_living", .flag),
        .init("destitute", .flag),
        .init("relocated", .flag),
        .init("joined_by", .code("joining"), correctable: false),
        .init("left_by", .code("leaving"), correctable: false),
    ]

    package static let owner: StaticString = "person"
    package static let table = AuditedTable("members", columns: columns)
}
