import Basics
import PolicyLanguage

/// What outcomes are called.
enum OutcomeText {
    static func of(_ outcome: Rule.Outcome) -> Bilingual {
        switch outcome {
        case .veto: Bilingual(zh: "一票否决", en: "Bars entry")
        case .strictReview: Bilingual(zh: "从严核查", en: "Strict review")
        case .warning: Bilingual(zh: "预警", en: "Early warning")
        case .omission: Bilingual(zh: "疑似漏纳", en: "Left out")
        case .dataError: Bilingual(zh: "数据问题", en: "Data error")
        }
    }

    /// The shape that says the same without colour.
    static func shape(_ outcome: Rule.Outcome) -> String {
        switch outcome {
        case .veto: "◆"
        case .strictReview: "▲"
        case .warning: "◐"
        case .omission: "○"
        case .dataError: "■"
        }
    }
}

/// A reference in one line: `《…》，河北省，第三条，https://…`.
enum ReferenceText {
    static func of(_ reference: Rule.Reference) -> String {
        [reference.title, reference.place, reference.section, reference.url].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "，")
    }
}

/// From when to when a rule holds; what is not known is said to be unknown.
enum InForceText {
    static func of(_ rule: Rule) -> Bilingual {
        guard rule.inForceKnown, rule.inForceFrom != nil || rule.inForceUntil != nil else {
            return Bilingual(zh: "施行起止不明", en: "in force: unknown")
        }
        let from = rule.inForceFrom?.description
        let until = rule.inForceUntil?.description
        return Bilingual(
            zh: "\(from ?? "起始不明") 至 \(until ?? "未定")", en: "\(from ?? "start unknown") to \(until ?? "open")")
    }
}
