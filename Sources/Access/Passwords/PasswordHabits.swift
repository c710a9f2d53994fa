/// Passwords that are tried first. A list of stems that people are known to use, here and abroad, and the habits by which they dress them up:
/// digits or signs at the end, capitals, `@` for a, `0` for o; runs along the keyboard or the alphabet; one piece repeated; dates and phones.
enum PasswordHabits {
    static func isCommon(_ password: String) -> Bool {
        let plain = password.lowercased()
        return isRepetition(plain) || isRun(plain) || isDate(plain) || isPhone(plain) || isOfTails(plain) || isStem(plain) || isStem(undressed(plain))
    }

    /// Signs that stand for letters, put back; those at the end are ornament and stay.
    private static func undressed(_ text: String) -> String {
        let end = text.lastIndex(where: \.isLetter).map(text.index(after:)) ?? text.startIndex
        return String(text[..<end].map { signs[$0] ?? $0 }) + text[end...]
    }

    private static let signs: [Character: Character] = ["@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "5": "s", "$": "s", "7": "t"]

    /// Whether its letters are a stem or a run, and what hangs on them adds nothing: it is short, a date, a run or a number with a meaning.
    private static func isStem(_ text: String) -> Bool {
        let letters = text.filter { $0.isLetter }
        let others = text.filter { !$0.isLetter }
        guard !letters.isEmpty else { return false }
        guard stems.contains(letters) || isRun(letters) || isRepetition(letters) else { return false }
        let digits = others.filter(\.isNumber)
        return others.count <= 4 || isRun(digits) || isRepetition(digits) || isDate(digits) || isOfTails(digits)
    }

    /// `aaaaaaaa`, `abcabcabc`, `12121212`: one piece of at most four characters over and over.
    private static func isRepetition(_ text: String) -> Bool {
        let characters = Array(text)
        guard characters.count >= 3 else { return false }
        return (1...4).contains { period in
            characters.count >= 2 * period && characters.indices.allSatisfy { characters[$0] == characters[$0 % period] }
        }
    }

    /// A walk along the alphabet, the digits or a row of the keyboard, forwards or backwards, or two such walks on end.
    private static func isRun(_ text: String) -> Bool {
        guard text.count >= 3 else { return false }
        if walks.contains(where: { $0.contains(text) }) { return true }
        guard text.count >= 6 else { return false }
        return (3...(text.count - 3)).contains { cut in
            let head = String(text.prefix(cut))
            let tail = String(text.dropFirst(cut))
            return walks.contains { $0.contains(head) } && walks.contains { $0.contains(tail) }
        }
    }

    private static let walks: [String] = {
        let forwards = [
            "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
            "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "!@#$%^&*()", "qazwsxedcrfvtgbyhnujmikolp", "147258369", "159357",
        ]
        return forwards + forwards.map { String($0.reversed()) }
    }()

    /// Eight digits that are a day, in the orders people write one; six that could be one.
    private static func isDate(_ text: String) -> Bool {
        guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(text) else { return false }
        func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
            (1900...2100).contains(year) && (1...12).contains(month) && (1...31).contains(day)
        }
        switch text.count {
        case 4: return (1900...2100).contains(number)
        case 8:
            return isDay(number / 10_000, number / 100 % 100, number % 100) || isDay(number % 10_000, number / 10_000 % 100, number / 1_000_000)
                || isDay(number % 10_000, number / 1_000_000, number / 10_000 % 100)
        default: return false
        }
    }

    /// A mobile number, which a colleague knows.
    private static func isPhone(_ text: String) -> Bool {
        text.count == 11 && text.first == "1" && text.allSatisfy { $0.isASCII && $0.isNumber }
    }

    /// Nothing but such numbers, one behind the other.
    private static func isOfTails(_ text: some StringProtocol) -> Bool {
        tails.contains { text == $0 || (text.hasPrefix($0) && isOfTails(text.dropFirst($0.count))) }
    }

    /// Digits with a meaning that many put at the end.
    private static let tails: Set<String> = [
        "520", "521", "1314", "5201314", "1314520", "666", "888", "8888", "6666", "168", "518", "110", "119", "007", "123123",
    ]

    private static let stems: Set<String> = Set(
        """
        password passwd passw passwort pass pwd mima mimamima admin administrator adminadmin root system sysadmin manager guest user test testtest \
        demo default changeme letmein welcome hello helloworld iloveyou love lovely loveyou sunshine princess dragon monkey football baseball \
        master superman batman shadow michael jordan qwerty qwertyuiop asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qwer qwe asd zxc abc abcd \
        abcde abcdef abcdefg aaa aa a q w qq qqq wo woaini woaiwojia woshishui woaizhongguo zhongguo china beijing shanghai guizhou guiyang gansu \
        lanzhou qinghai xining guangxi nanning hebei wuhan chongqing laoshi nihao nimen baobao baobei mama baba laopo laogong wangwei zhangwei liwei \
        lina wangfang lijing zhangmin liuyang wangjing computer internet google baidu tencent weixin wechat alipay taobao huawei xiaomi apple secret \
        access login fuck fuckyou money caonima wocao freedom whatever trustno trustnoone starwars hunter killer soccer hockey summer winter spring \
        autumn january monday friday happy family friend office work gongzuo xinxi yuan zhuanyong danwei cun xiang zhen xian shi sheng cunwei \
        zhengfu bangongshi fupinban minzheng youshu fupin xiangcun zhenxing xiangcunzhenxing tuopin jingzhunfupin
        """.split(separator: " ").map(String.init))
}
