/// Where somebody of an age is taught, by the age on 1 September of the school year.
enum Schooling {
    /// A value of 在校生状况 for every child, for most of those in upper schools; nil for whoever has left school.
    static func stage(schoolAge age: Int, healthy: Bool, _ random: inout RandomStream) -> String? {
        switch age {
        case ..<3: return "学龄前儿童"
        case 3...5: return "学前教育"
        case 6...11: return "小学"
        case 12: return "七年级"
        case 13: return "八年级"
        case 14: return "九年级"
        case 15...17:
            let year = ["一", "二", "三"][age - 15]
            return random.chance(600) ? "普通高中\(year)年级" : "中职\(year)年级"
        case 18...21 where healthy && random.chance(450):
            return age < 21 && random.chance(500) ? "高职高专\(["一", "二", "三"][age - 18])年级" : "本科\(["一", "二", "三", "四"][age - 18])年级"
        default: return nil
        }
    }

    /// 学段 on the school roll; nil for those below it.
    static func level(_ stage: String) -> String? {
        switch stage {
        case "学前教育": "学前"
        case "小学": "小学"
        case "七年级", "八年级", "九年级": "初中"
        case _ where stage.hasPrefix("普通高中"): "普通高中"
        case _ where stage.hasPrefix("中职"): "中职"
        case _ where stage.hasPrefix("高职"): "高职高专"
        case _ where stage.hasPrefix("本科"): "本科"
        default: nil
        }
    }

    static func education(age: Int, _ random: inout RandomStream) -> String {
        if age >= 60 { return random.pick(["文盲或半文盲", "小学", "小学"]) }
        if age >= 40 { return random.pick(["小学", "初中", "初中", "高中"]) }
        return random.pick(["初中", "初中", "高中", "大专", "本科及以上"])
    }
}
