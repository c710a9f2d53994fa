import Basics

/// One made-up person: what is true of them, and from it their row in the register's file.
struct Member: Sendable {
    enum Role: Sendable, Hashable { case head, spouse, child, parent }

    var digits: UInt64
    var name: String
    var male: Bool
    var birth: CalendarDate
    /// Full years on the province's day.
    var age: Int
    var role: Role
    /// Full years on 1 September before that day, which decides the school grade.
    var schoolAge: Int
    /// A value of 在校生状况; nil for whoever is not at school.
    var schooling: String?
    var ill = false
    var disability: (kind: String, level: Int)?
    var working = false
    var workMonths = 0
    var ranger = false
    var onDibao = false
    var destitute = false
    /// Cells of the register's row, one for each column of its schema; empty for people outside the register.
    var cells: [Cell] = []

    var atSchool: Bool { schooling != nil && schooling != "学龄前儿童" }
    var canWork: Bool { age >= 16 && age < 60 && !atSchool && !ill && disability == nil }

    var relation: String {
        switch role {
        case .head: "户主"
        case .spouse: "配偶"
        case .child: male ? "之子" : "之女"
        case .parent: male ? "之父" : "之母"
        }
    }

    /// Joined as the national system exports it.
    var health: String {
        switch (ill, disability != nil) {
        case (true, true): "残疾,大病"
        case (true, false): "大病"
        case (false, true): "残疾"
        case (false, false): "健康"
        }
    }

    var labour: String {
        if canWork { return digits % 5 == 0 ? "技能劳动力" : "普通劳动力" }
        if age < 16 { return "无劳动力" }
        if atSchool { return "无劳动力" }
        return age < 60 ? "弱劳动力或半劳动力" : "无劳动力"
    }
}
