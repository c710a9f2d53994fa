import Basics
import Register

/// Person `number` of a made-up register. ID numbers are of the area 99xxxx, which no one has, and right in their check character.
package struct MadeUpPerson {
    let number: Int
    /// The place in the household: the head first.
    let place: Int

    private static let relations = [("户主", "男"), ("配偶", "女"), ("之子", "男"), ("之女", "女"), ("之父", "男"), ("之母", "女")]
    private static let surnames = Array("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕")
    private static let given = Array("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春梅建国志红文辉力云莲真环雪荣爱妹香月莺媛瑞凡佳")

    package init(number: Int, place: Int = 0) {
        self.number = number
        self.place = place
    }

    package var name: String {
        let given = Self.given
        let spread = number &* 7919
        return String([
            Self.surnames[number % Self.surnames.count], given[spread / 3 % given.count], given[spread / 131 % given.count],
        ])
    }

    /// `yyyyMMdd`: 1950 to 2019, every person of the same day another sequence number.
    private var born: Int {
        let day = number / 900 % (70 * 12 * 28)
        return (1950 + day / 336) * 10_000 + (day / 28 % 12 + 1) * 100 + day % 28 + 1
    }

    package var idNumber: String {
        let area = 990_101 + number / 900 / (70 * 12 * 28)
        let digits = UInt64(area) * 100_000_000_000 + UInt64(born) * 1000 + UInt64(number % 900 + 1)
        let check = IdentityKey.check(ofDigits: digits)
        return "\(digits)" + (check == 10 ? "X" : "\(check)")
    }

    package static func phone(_ number: Int) -> String { "199" + String(100_000_000 + number % 900_000_000).suffix(8) }

    var record: MemberRecord {
        get throws {
            var member = MemberRecord(line: Int64(number + 2))
            let (relation, sex) = Self.relations[place % Self.relations.count]
            let birth = "\(born / 10_000)-\(String(born / 100 % 100 + 100).suffix(2))-\(String(born % 100 + 100).suffix(2))"
            let cells = [
                ("name", name), ("relation", relation), ("sex", sex), ("birth_date", birth), ("id_number", idNumber), ("ethnicity", "汉族"),
                ("phone", Self.phone(number)), ("health", number % 7 == 0 ? "长期慢性病" : "健康"),
            ]
            for (column, text) in cells { try member.set(column, text) }
            return member
        }
    }
}
