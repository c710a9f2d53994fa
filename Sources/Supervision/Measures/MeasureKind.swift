import Storage

/// What may follow a confirmed clue (handbook §3.6: rectify, remove, recover, discipline).
package enum MeasureKind: String, Sendable, Codable, CaseIterable, Bindable {
    /// 清退: taken off the register or off a programme; ends with the register's own change.
    case removal
    /// 追缴: money that has to be paid back.
    case recovery
    /// 移交: given to another authority, which answers.
    case referral
    /// 问责: of those responsible, by post and number.
    case discipline
}

/// How people were called to account.
package enum DisciplineWay: String, Sendable, Codable, CaseIterable, Bindable {
    /// 提醒谈话.
    case talk
    /// 批评教育、诫勉.
    case warning
    /// 党纪政务处分.
    case sanction
}

/// What happens to a measure.
package enum MeasureEvent: String, Sendable, Codable, CaseIterable, Bindable {
    case begin
    /// The amount due is said anew.
    case due
    case pay
    /// A payment was entered wrongly: an entry of its own takes it back.
    case reverse
    /// The other authority's answer.
    case answer
    /// What was done meanwhile.
    case note
    /// Another deadline.
    case deadline
    /// Carried out.
    case end
    /// Given up, with the reason: cannot be collected, not for them to decide.
    case drop
    case reopen
}
