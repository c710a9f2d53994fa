import Actions
import Basics

/// What to do next in a new installation: each step with how far it is, and where it is done.
struct StartPage: PageModel {
    static let template = "start"

    struct Step: Codable, Sendable {
        var number: Int
        var name: String
        var why: String
        var state: String
        var mark: String
        var isDone: Bool
        /// The first that was not taken.
        var isNext: Bool
        var link: String?
        /// Somebody else has to do it.
        var isForOthers: Bool
    }

    var title: String
    var done: Int
    var all: Int
    var isDone: Bool
    var steps: [Step]

    static let specimen = StartPage(
        title: "还差 1 步", done: 1, all: 2, isDone: false,
        steps: [
            Step(
                number: 1, name: "导入名册", why: "比对的基础", state: "已有 1,000 以上", mark: "st-good", isDone: true, isNext: false, link: "/register-imports",
                isForOthers: true),
            Step(number: 2, name: "第一轮比对", why: "", state: "还没有", mark: "st-warn", isDone: false, isNext: true, link: "/runs", isForOthers: false),
        ])

    init(title: String, done: Int, all: Int, isDone: Bool, steps: [Step]) {
        (self.title, self.done, self.all, self.isDone, self.steps) = (title, done, all, isDone, steps)
    }

    init(_ found: [Beginnings.Step], _ actor: Actor, _ text: (String, [String: String]) -> String) {
        let next = found.firstIndex { $0.count == 0 }
        done = found.count { $0.count > 0 }
        all = found.count
        isDone = next == nil
        title = next == nil ? text("start.title.done", [:]) : text("start.title", ["left": String(found.count - done)])
        steps = found.enumerated().map { index, each in
            let may = each.step.needs.map(actor.may) ?? true
            let count = each.count > Int64(Beginning.most) ? Figures.count(Int64(Beginning.most)) + "+" : Figures.count(each.count)
            return Step(
                number: index + 1, name: text(each.step.text, [:]), why: text(each.step.text + ".why", [:]),
                state: each.count > 0 ? text("start.there", ["count": count]) : text("start.missing", [:]),
                mark: each.count > 0 ? "st-good" : "st-warn",
                isDone: each.count > 0, isNext: index == next, link: may ? each.step.path : nil, isForOthers: !may && each.count == 0)
        }
    }
}
