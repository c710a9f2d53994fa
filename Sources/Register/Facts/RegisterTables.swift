import Actions

extension AuditedTable {
    package static let households = AuditedTable("households", columns: ["id", "number", "origin", "made_ms", "changes"])
    package static let incomeSheets = AuditedTable(
        "income_sheets",
        columns: [
            "id", "household", "period_from", "period_until", "people", "wage", "business", "property", "transfer", "other", "cost", "net",
            "net_per_head", "compensation", "self_paid", "settled_on", "signed", "known_from_ms", "known_until_ms",
        ])
    package static let incomeItems = AuditedTable("income_items", columns: ["id", "sheet", "item", "amount", "basis"])
    package static let registerChanges = AuditedTable(
        "register_changes",
        columns: [
            "id", "household", "kind", "effective_on", "recorded_ms", "device_time", "account", "person", "other_household", "field", "code_before",
            "code_after", "reason", "evidence",
        ])
    package static let photos = AuditedTable(
        "photos", columns: ["id", "household", "person", "blob", "shows", "caption", "taken_on", "account", "recorded_ms"])
    package static let registerSnapshots = AuditedTable(
        "register_snapshots", columns: ["id", "year", "region", "valid_on", "known_ms", "account", "households", "people"])
    package static let registerSnapshotCounts = AuditedTable(
        "register_snapshot_counts", columns: ["id", "snapshot", "region", "status", "monitored_category", "households", "people"])

    package static let identityQuestions = AuditedTable(
        "identity_questions",
        columns: [
            "id", "person", "batch", "line", "kind", "file_name", "file_household", "state", "reason", "made_ms", "decided_ms", "decided_by",
        ])

    /// All of this room.
    package static let register: [AuditedTable] = [
        .households, HouseholdField.table, MemberField.table, LivingField.table, .incomeSheets, .incomeItems, .registerChanges, .photos,
        .registerSnapshots, .registerSnapshotCounts, .identityQuestions,
    ]
}

extension Permission {
    package static let householdRead = Permission("household.read")
    /// The typed changes of daily work: births, deaths, marriages, moves, splits, mergers, another head, income sheets, photos.
    package static let householdChange = Permission("household.change")
    /// Correcting what was recorded wrongly.
    package static let householdCorrect = Permission("household.correct")
    /// Entering, exiting, returning, monitoring: what a meeting decides and an office records.
    package static let householdStatus = Permission("household.status")
    /// Moving a household to a place outside the scope.
    package static let householdMoveOut = Permission("household.moveOut")
    /// Taking many households in from a file.
    package static let registerImport = Permission("register.import")
    /// Saying whose number it is when a file and the register disagree.
    package static let identityDecide = Permission("identity.decide")
    package static let registerExport = Permission("register.export")
    /// Counts of households and people without the people.
    package static let figureRead = Permission("figure.read")
    /// Closing a year.
    package static let registerSnapshot = Permission("register.snapshot")
    /// Seeing a masked number whole; every time is logged with its purpose.
    package static let personReveal = Permission("person.reveal")

    package static let register: [Permission] = [
        .householdRead, .householdChange, .householdCorrect, .householdStatus, .householdMoveOut, .registerImport, .registerExport,
        .registerSnapshot, .personReveal, .identityDecide, .figureRead,
    ]
}
