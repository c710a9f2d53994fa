import Figures
import Web

/// 一张图: one figure over the places below a region, on a map and in a table, and what belongs to it.
struct PicturePage: PageModel {
    static let template = "picture"

    struct Crumb: Codable, Sendable {
        var name: String
        /// Nil for where the reader is, and for what lies above the post.
        var link: String?
    }

    struct Key: Codable, Sendable {
        var title: String
        var value: ShownValue
        var unit: String
        /// `late` or `soon` where the number is one to act on.
        var tone: String
        var subTitle: String
        var sub: ShownValue
        var subUnit: String
    }

    struct Department: Codable, Sendable {
        var title: String
        var link: String?
        var newest: String
        var rejected: String
        var state: String
        var mark: String
    }

    struct Departments: Codable, Sendable {
        var title: String
        var lines: [Department]
        var link: String?
    }

    var title: String
    var moment: String
    var meaning: String
    var place: String
    var crumbs: [Crumb]
    var region: String?
    var figure: String
    var choices: [FormOption]
    var day: String
    /// A closed year that is looked at instead of a day.
    var snapshot: String?
    /// Where the same is shown as of now; nil when it is.
    var now: String?
    var tables: String
    var screen: String
    var keys: [Key]
    var map: MapPicture?
    /// Why there is no map.
    var withoutMap: String?
    var ranking: Ranking?
    var below: String
    /// The list of a village, where there is nothing below.
    var list: ShownValue?
    var risks: [Bar]
    var risksTotal: String
    var kinds: [Bar]
    var clues: [Bar]
    var cluesTotal: String
    var confirmed: String
    var chart: MonthChart?
    var departments: Departments?

    static let specimen = PicturePage(
        title: "云岭省 25,322 户风险未消除，北山州、龙泽州、松河市占 45.0%", moment: "截至 2026-11-23 11:20", meaning: "监测对象中风险未消除的户 ÷ 监测对象", place: "云岭省",
        crumbs: [Crumb(name: "云岭省", link: nil)], region: "990000000000", figure: "risk-open",
        choices: [FormOption("risk-open", "风险未消除")], day: "2026-11-23", snapshot: nil, now: "/picture", tables: "/tables", screen: "/screen",
        keys: [
            Key(title: "监测对象", value: .specimen, unit: "户", tone: "late", subTitle: "人口", sub: .specimen, subUnit: "人")
        ], map: .specimen, withoutMap: "还没有导入地图", ranking: .specimen, below: "各市州", list: .specimen, risks: [.specimen],
        risksTotal: "25,322", kinds: [.specimen], clues: [.specimen], cluesTotal: "16,482", confirmed: "属实率 13.7%", chart: .specimen,
        departments: Departments(
            title: "23 个部门，1 个迟",
            lines: [
                Department(
                    title: "医疗保障局", link: "/departments/medical-insurance", newest: "2026-10-31", rejected: "0.96%", state: "按时", mark: "st-good")
            ], link: "/departments"))
}
