import Basics

/// Texts that are refused wherever they come from: nobody types them, and they break what reads them later.
enum TextCheck {
    /// Longer is no answer to a question on a form.
    static let lengthLimit = 10_000

    static func problem(in text: String) -> Problem? {
        if text.utf8.count > lengthLimit { return .tooLong(lengthLimit) }
        for scalar in text.unicodeScalars where isRefused(scalar) { return .strangeCharacter }
        return nil
    }

    /// Control characters but the line's, and those that turn the direction of writing.
    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

extension Problem {
    static let missing = Problem(
        "field-missing", what: .init(zh: "这一项没有填", en: "this field is empty"),
        why: .init(zh: "这一项必须填", en: "it must be filled in"), remedy: .init(zh: "请填写", en: "fill it in"))

    static func wrongShape(_ en: String, _ zh: String) -> Problem {
        Problem(
            "field-shape", what: .init(zh: "这一项不能用", en: "this field cannot be used"),
            why: .init(zh: "这里要\(zh)", en: "\(en) belongs here"), remedy: .init(zh: "请改成\(zh)", en: "give \(en)"))
    }

    static func notAllowed(_ choices: [String]) -> Problem {
        let listed = choices.joined(separator: ", ")
        return Problem(
            "field-value", what: .init(zh: "这一项不能用", en: "this field cannot be used"),
            why: .init(zh: "不是允许的值", en: "it is not a value that is allowed"),
            remedy: choices.isEmpty
                ? .init(zh: "请按提示的写法填", en: "write it as the hint says")
                : .init(zh: "可填：\(listed)", en: "allowed are \(listed)"))
    }

    static func unknownField(_ name: String) -> Problem {
        Problem(
            "field-unknown", what: .init(zh: "多了一项", en: "there is a field too many"),
            why: .init(zh: "这里没有这一项", en: "nothing of that name is asked for"), remedy: .init(zh: "请去掉", en: "leave it out"))
    }

    static func tooLong(_ limit: Int) -> Problem {
        Problem(
            "field-too-long", what: .init(zh: "这一项太长", en: "this field is too long"),
            why: .init(zh: "最多 \(limit) 字节", en: "at most \(limit) bytes are taken"), remedy: .init(zh: "请缩短", en: "shorten it"))
    }

    static let strangeCharacter = Problem(
        "field-character", what: .init(zh: "这一项不能用", en: "this field cannot be used"),
        why: .init(zh: "里面有看不见的控制字符", en: "it holds an invisible control character"),
        remedy: .init(zh: "请删去重新输入，不要从别处粘贴", en: "delete it and type it again instead of pasting"))

    static let unreadable = Problem(
        "body-shape", what: .init(zh: "提交的内容读不懂", en: "what was sent cannot be read"),
        why: .init(zh: "内容的结构不对", en: "its structure is not the expected one"),
        remedy: .init(zh: "请对照接口说明", en: "compare it with the API's description"))
}
