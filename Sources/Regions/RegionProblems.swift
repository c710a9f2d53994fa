import Basics

/// What can be wrong with a line of a region list, or with a succession.
enum RegionProblems {
    static func unknownParent(_ code: RegionCode) -> Problem {
        Problem(
            "region-parent-unknown", what: .init(zh: "区划 \(code) 不能登记", en: "the region \(code) cannot be registered"),
            why: .init(zh: "上级区划 \(code.parent?.digits ?? "") 不存在", en: "its parent \(code.parent?.digits ?? "") is not known"),
            remedy: .init(zh: "请把上级放在同一份清单里", en: "put the parent into the same list"))
    }

    static func nameEmpty(_ code: RegionCode) -> Problem {
        Problem(
            "region-name-empty", what: .init(zh: "区划 \(code) 不能登记", en: "the region \(code) cannot be registered"),
            why: .init(zh: "名称为空", en: "its name is empty"), remedy: .init(zh: "请填写名称", en: "fill in the name"))
    }

    static func badCode(_ number: Int64) -> Problem {
        Problem(
            "region-code", what: .init(zh: "区划代码 \(number) 不能使用", en: "the region code \(number) cannot be used"),
            why: .init(zh: "应为 12 位数字", en: "it should have 12 digits"),
            remedy: .init(zh: "请查统计用区划代码", en: "look it up in the statistical region codes"))
    }

    static func twice(_ code: RegionCode) -> Problem {
        Problem(
            "region-twice", what: .init(zh: "区划 \(code) 不能登记", en: "the region \(code) cannot be registered"),
            why: .init(zh: "清单里出现两次，名称不同", en: "the list has it twice with different names"),
            remedy: .init(zh: "请删去一行", en: "remove one of the lines"))
    }

    static func notInUse(_ code: Int64, on day: CalendarDate) -> Problem {
        Problem(
            "region-not-in-use", what: .init(zh: "区划 \(code) 不能使用", en: "the region \(code) cannot be used"),
            why: .init(zh: "\(day) 没有这个区划", en: "there is no such region on \(day)"),
            remedy: .init(zh: "请先导入区划清单，或换一个日期", en: "import the list of regions first, or take another day"))
    }

    static func differentLevels(_ a: RegionCode, _ b: RegionCode) -> Problem {
        Problem(
            "region-levels-differ", what: .init(zh: "\(a) 不能并入 \(b)", en: "\(a) cannot become \(b)"),
            why: .init(zh: "级别不同", en: "their levels differ"), remedy: .init(zh: "请核对批复文件", en: "compare with the approval"))
    }

    static func shape(_ kind: Succession) -> Problem {
        let why: Problem.Text =
            switch kind {
            case .merge: .init(zh: "合并要求多个原代码、一个新代码", en: "a merger has several old codes and one new one")
            case .split: .init(zh: "拆分要求一个原代码、多个新代码", en: "a split has one old code and several new ones")
            case .transfer: .init(zh: "改划要求一个原代码、一个新代码", en: "a transfer has one old code and one new one")
            }
        return Problem(
            "region-succession-shape", what: .init(zh: "区划变更不能登记", en: "the succession cannot be recorded"), why: why,
            remedy: .init(zh: "请改变更种类，或分几次登记", en: "choose another kind, or record it in parts"))
    }

    static func tooMany(_ most: Int) -> Problem {
        Problem(
            "region-list-too-long", what: .init(zh: "区划清单不能导入", en: "the list cannot be imported"),
            why: .init(zh: "超过 \(most) 行", en: "it has more than \(most) lines"), remedy: .init(zh: "请分省导入", en: "import it by province"))
    }

    static func outside(_ code: RegionCode) -> Problem {
        Problem(
            "region-outside", what: .init(zh: "区划 \(code) 不能登记", en: "the region \(code) cannot be registered"),
            why: .init(zh: "不在你的辖区", en: "it lies outside your region"), remedy: .init(zh: "请由上级导入", en: "ask the level above to import it"))
    }

    static func beforeName(_ code: RegionCode, _ day: CalendarDate) -> Problem {
        Problem(
            "region-name-later", what: .init(zh: "区划 \(code) 不能改名", en: "the region \(code) cannot be renamed"),
            why: .init(zh: "现名自 \(day) 起使用，晚于所填日期", en: "its present name is in use since \(day), after the day given"),
            remedy: .init(zh: "请填写更晚的日期", en: "take a later day"))
    }

    static let referenceMissing = Problem(
        "region-reference-missing", what: .init(zh: "区划变更不能登记", en: "the succession cannot be recorded"),
        why: .init(zh: "没有批复文号", en: "the approval is not named"), remedy: .init(zh: "请填写批复文号", en: "name the approval"))
}
